/** *Who may do what*: a browser page must not be able to drive the listener, neither from another site nor under a name
 *  that was made to point here (DNS rebinding). */
import { hostname } from "node:os";
import { describe, expect, test } from "vitest";
import { aName, named } from "../lan.ts";
import { useTarget } from "../target.ts";

const { lan } = useTarget();

const OWN_HOSTS = [
  "192.168.1.5",
  "192.168.1.5:8080",
  "127.0.0.1:1",
  "localhost",
  "LocalHost:8080",
  "[::1]",
  "[::1]:8080",
  "[fe80::1ff:fe23:4567:890a]:8080",
  "laptop.local",
  "Laptop.LOCAL:8080",
  "laptop.local.",
  "a.b.local:8080",
];

const FOREIGN_HOSTS = [
  "evil.example",
  "evil.example:8080",
  "local",
  "evillocal",
  "laptop.local.evil.example",
  "localhost.evil.example",
  "192.168.1.5.evil.example",
  "127.0.0.1.nip.io:8080",
  "[evil.example]",
  "1.2.3",
];

describe("A request to", () => {
  test.each(OWN_HOSTS)("Host: %s is served", async (host) => {
    expect((await lan.send("GET", "/health", { headers: { host } })).status).toBe(200);
  });

  test("the machine's own name is served", async ({ skip }) => {
    skip(process.env["REGDESK_CONFORMANCE_URL"] !== undefined, "the name of that machine is not known");
    for (const host of [hostname(), `${hostname().toUpperCase()}:8080`]) {
      expect((await lan.send("GET", "/health", { headers: { host } })).status).toBe(200);
    }
  });

  test("no host at all is served, for old devices send none", async () => {
    expect(await lan.exchange("GET /health HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.\d 200 /);
  });

  test.each(FOREIGN_HOSTS)("Host: %s is refused with 403", async (host) => {
    const { status, text, headers } = await lan.send("GET", "/health", { headers: { host } });
    expect([status, headers["content-type"]]).toEqual([403, "text/plain; charset=utf-8"]);
    expect(text).toBe(`Host ${host} is not this machine; use its address, its name or a name that ends in .local\n`);
  });
});

describe("A request of a page", () => {
  test("that the listener itself would serve may pass", async () => {
    const headers = { origin: `http://${lan.hostHeader}` };
    expect((await lan.send("GET", "/health", { headers })).status).toBe(200);
  });

  test.each([
    "http://evil.example",
    "https://evil.example:8080",
    "null",
    "",
    "http://127.0.0.1",
    "http://localhost:3000",
    "file://",
  ])("of Origin: %s is refused with 403", async (origin) => {
    const { status, headers } = await lan.send("GET", "/consumer", { headers: { origin } });
    expect([status, headers["access-control-allow-origin"]]).toEqual([403, undefined]);
  });

  test("under https is not of the same origin", async () => {
    const headers = { origin: `https://${lan.hostHeader}` };
    expect((await lan.send("GET", "/consumer", { headers })).status).toBe(403);
  });

  test("of somebody else is not asked whether it may, either", async () => {
    const { status, headers } = await lan.send("OPTIONS", "/consumer", {
      headers: { origin: "http://evil.example", "access-control-request-method": "PUT" },
    });
    expect([status, headers["access-control-allow-origin"]]).toEqual([403, undefined]);
  });
});

describe("What is refused has no effect:", () => {
  test.each([
    ["a report", "PUT", "/provider"],
    ["a change request", "PUT", "/consumer"],
    ["a clean stop", "DELETE", "/provider"],
  ])("%s", async (_what, method, path) => {
    const name = aName();
    await lan.provide({ [name]: { value: "unharmed" } });
    const body = method === "PUT" ? JSON.stringify({ registers: { [name]: { value: "harmed" } } }) : undefined;
    for (const headers of [{ origin: "http://evil.example" }, { host: "evil.example" }]) {
      const answer = await lan.send(method, `${path}${method === "PUT" ? "" : `?${named(name)}`}`, { body, headers });
      expect(answer.status).toBe(403);
    }
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: "unharmed" }]]));
  });

  test("the report of a page whose request needs no leave of the listener", async () => {
    const name = aName();
    const headers = { origin: "http://evil.example", "content-type": "text/plain" };
    const body = JSON.stringify({ registers: { [name]: { value: 1 } } });
    expect((await lan.send("PUT", "/provider", { body, headers })).status).toBe(403);
    expect(await lan.read(named(name))).toEqual(new Map());
  });
});
