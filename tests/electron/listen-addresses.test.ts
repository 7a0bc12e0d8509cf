import type { NetworkInterfaceInfo } from "node:os";
import { describe, expect, test } from "vitest";
import { isCutOff, listenAddresses, localUrl } from "#electron/listen-addresses.ts";

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

describe("A listener for other machines", () => {
  const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
    { address, internal, family: "IPv4", netmask: "255.255.255.0", mac: "00:00:00:00:00:00", cidr: `${address}/24` },
  ];
  const lo = at("127.0.0.1", true);

  test("is cut off while this machine has nothing but itself and what only programs reach", () => {
    expect(isCutOff("0.0.0.0", { lo })).toBe(true);
    expect(isCutOff("0.0.0.0", { lo, docker0: at("172.17.0.1") })).toBe(true);
  });

  test("is not while there is a network, a direct cable included", () => {
    expect(isCutOff("0.0.0.0", { lo, wlan0: at("192.168.1.42") })).toBe(false);
    expect(isCutOff("192.168.1.42", { lo, eth0: at("169.254.7.7") })).toBe(false);
  });

  test("is no concern of one that listens for this machine only", () => {
    expect(["127.0.0.1", "::1", "localhost"].map((host) => isCutOff(host, { lo }))).toEqual([false, false, false]);
  });
});
