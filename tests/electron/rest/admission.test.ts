import { IncomingMessage, type IncomingHttpHeaders } from "node:http";
import { Socket } from "node:net";
import { hostname } from "node:os";
import { describe, expect, test } from "vitest";
import { refusedAdmission } from "#electron/rest/admission.ts";

describe("A request", () => {
  test.each([
    [{}],
    [{ host: "192.168.1.5:8080" }],
    [{ host: "192.168.1.5" }],
    [{ host: "[fe80::1]:8080" }],
    [{ host: "localhost:8080" }],
    [{ host: "LOCALHOST" }],
    [{ host: "laptop.local:8080" }],
    [{ host: "laptop.local." }],
    [{ host: `${hostname()}:8080` }],
    [{ host: "192.168.1.5:8080", origin: "http://192.168.1.5:8080" }],
  ])("with %j may pass", (headers) => {
    expect(refusedAdmission(requestWith(headers))).toBeUndefined();
  });

  test.each([
    [{ host: "evil.example" }, "HOST_FOREIGN"],
    [{ host: "192.168.1.5.evil.example" }, "HOST_FOREIGN"],
    [{ host: "local" }, "HOST_FOREIGN"],
    [{ host: "evillocal" }, "HOST_FOREIGN"],
    [{ host: "" }, "HOST_FOREIGN"],
    [{ host: "192.168.1.5", origin: "http://evil.example" }, "ORIGIN_FOREIGN"],
    [{ host: "192.168.1.5", origin: "null" }, "ORIGIN_FOREIGN"],
    [{ host: "192.168.1.5:8080", origin: "https://192.168.1.5:8080" }, "ORIGIN_FOREIGN"],
  ])("with %j is refused: %s", (headers, code) => {
    expect(refusedAdmission(requestWith(headers))).toMatchObject({ code, status: 403 });
  });

  test("with a megabyte of host or origin is refused without repeating it", () => {
    const long = `${"x".repeat(1 << 20)}.local`;
    const refused = [{ host: long }, { host: "127.0.0.1", origin: long }].map(
      (headers) => refusedAdmission(requestWith(headers))?.message.length ?? 0,
    );
    expect(refused.map((length) => length > 0 && length < 500)).toEqual([true, true]);
  });
});

function requestWith(headers: IncomingHttpHeaders): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), { headers });
}
