import { describe, expect, test } from "vitest";
import { listenAddresses, localUrl } from "#electron/listen-addresses.ts";

describe("The address that reaches the listener from this machine", () => {
  test.each([
    ["0.0.0.0", "http://127.0.0.1:8080"],
    ["::", "http://127.0.0.1:8080"],
    ["192.168.1.5", "http://192.168.1.5:8080"],
    ["::1", "http://[::1]:8080"],
    ["localhost", "http://localhost:8080"],
  ])("of one bound to %s is %s", (host, url) => {
    expect(localUrl(host, 8080)).toBe(url);
  });
});

describe("The addresses to point devices at", () => {
  test("are this machine's, those that only it reaches last", () => {
    const addresses = listenAddresses("0.0.0.0", 8080);
    const loopbacks = addresses.map(({ loopback }) => loopback);
    expect(addresses.map(({ url }) => url)).toContain("http://127.0.0.1:8080");
    expect(loopbacks).toEqual([...loopbacks].sort());
  });

  test("are only the one that the listener is bound to", () => {
    expect(listenAddresses("127.0.0.1", 8080).map(({ url }) => url)).toEqual(["http://127.0.0.1:8080"]);
  });
});
