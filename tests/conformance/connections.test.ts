/** *Base protocol*, connections, in the bytes that clients of all ages send. */
import { once } from "node:events";
import http from "node:http";
import { describe, expect, test } from "vitest";
import { AT_ONCE_MS } from "./bounds.ts";
import { answerTo, aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

const bodyFor = (name: string, value: unknown = 1): string => JSON.stringify({ registers: { [name]: { value } } });

describe("`Content-Type` is not required:", () => {
  test.each([
    undefined,
    "application/json",
    "application/json; charset=utf-8",
    "application/x-www-form-urlencoded",
    "text/plain",
    "nonsense",
    "",
  ])("a PUT with %j is taken", async (type) => {
    const name = aName();
    const headers: http.OutgoingHttpHeaders = type === undefined ? {} : { "content-type": type };
    expect((await lan.send("PUT", "/provider", { body: bodyFor(name), headers })).status).toBe(204);
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: 1 }]]));
  });
});

describe("An idle connection", () => {
  test("is kept at least 75 s, and says so where the client reads it", async () => {
    const { headers } = await lan.put("/provider", { registers: {} });
    expect(headers.connection).not.toBe("close");
    const seconds = /timeout=(\d+)/.exec(String(headers["keep-alive"] ?? "timeout=75"))?.[1];
    expect(Number(seconds)).toBeGreaterThanOrEqual(75);
  });

  test("carries a PUT after 75 s of silence", { timeout: 120_000 }, async ({ skip }) => {
    skip(!process.env["REGDESK_CONFORMANCE_SLOW"], "it takes 75 s; set REGDESK_CONFORMANCE_SLOW=1 to run it");
    const name = aName();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const put = async (value: number): Promise<http.ClientRequest> => {
      const request = http.request({ ...addressOf(), path: "/provider", method: "PUT", agent });
      request.end(bodyFor(name, value));
      expect((await answerTo(request)).status).toBe(204);
      return request;
    };
    await put(1);
    await lan.send("GET", `/consumer?${named(aName())}&wait=75s`);
    expect((await put(2)).reusedSocket).toBe(true);
    agent.destroy();
  });

  test("carries puts and polls in any order", async () => {
    const name = aName();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async (method: string, path: string, body?: string): Promise<string> => {
      const request = http.request({ ...addressOf(), path, method, agent });
      request.end(body);
      return (await answerTo(request)).text;
    };
    for (let round = 0; round < 5; round++) {
      await ask("PUT", "/provider", bodyFor(name, round));
      expect(await ask("GET", `/consumer?${named(name)}`)).toContain(`{"value":${round}}`);
      await ask("PUT", "/provider", "nonsense");
      await ask("GET", `/provider?${named(name)}&wait=20ms`);
      await ask("PUT", "/consumer", bodyFor(name, round));
    }
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
    agent.destroy();
  });
});

describe("Headers", () => {
  test("near 1 MiB are taken: a batched poll carries 1,500 names, parks and wakes", async () => {
    const names = Array.from({ length: 1_500 }, (_, index) => aName(`${index}`.padEnd(630, "x")));
    const path = `/consumer?${named(...names)}&wait=25s`;
    expect(path.length).toBeGreaterThan(1_000_000);
    expect(path.length).toBeLessThan(1_048_576 - 1_024);
    const poll = await lan.park(path);
    await lan.provide({ [names.at(-1)!]: { value: "woken" } });
    expect(JSON.parse((await poll.answer).text)).toEqual({ registers: { [names.at(-1)!]: { value: "woken" } } });
  });
});

describe("A chunked body", () => {
  test("is taken, also when it is cut inside a letter", async () => {
    const name = aName("größe.温度");
    const bytes = Buffer.from(bodyFor(name, "größe 🌡️"));
    const request = http.request({ ...addressOf(), path: "/provider", method: "PUT" });
    for (let at = 0; at < bytes.length; at += 7) request.write(bytes.subarray(at, at + 7));
    request.end();
    expect((await answerTo(request)).status).toBe(204);
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value: "größe 🌡️" }]]));
  });

  test("of more than 1 MiB is 413", async () => {
    const request = http.request({ ...addressOf(), path: "/provider", method: "PUT" });
    request.on("error", () => undefined); // the host need not read all of it
    const answer = answerTo(request);
    for (let chunk = 0; chunk < 20; chunk++) request.write(" ".repeat(65_536));
    expect((await answer).status).toBe(413);
    request.destroy();
  });
});

describe("HTTP/1.0", () => {
  test("is answered without chunks, and the connection is closed", async () => {
    const name = aName();
    const body = bodyFor(name);
    const put = await lan.exchange(`PUT /provider HTTP/1.0\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    expect(put).toMatch(/^HTTP\/1\.[01] 204 /);
    const read = await lan.exchange(`GET /consumer?${named(name)} HTTP/1.0\r\n\r\n`);
    expect(read).toMatch(/^HTTP\/1\.[01] 200 /);
    expect(read).not.toMatch(/transfer-encoding/i);
    expect(read.slice(read.indexOf("\r\n\r\n") + 4)).toBe(JSON.stringify({ registers: { [name]: { value: 1 } } }));
  });

  test("may poll", async () => {
    const name = aName();
    const socket = await lan.connect();
    socket.setEncoding("utf8");
    socket.write(`GET /consumer?${named(name)}&wait=25s HTTP/1.0\r\n\r\n`);
    await lan.settle();
    await lan.provide({ [name]: { value: 1 } });
    let read = "";
    for await (const text of socket) read += text as string;
    expect(read).toContain(`{"value":1}`);
  });
});

describe("A client", () => {
  test("that asks before it sends a body is told to go on", async () => {
    const name = aName();
    const body = bodyFor(name);
    const socket = await lan.connect();
    socket.setEncoding("utf8");
    const head = [
      "PUT /provider HTTP/1.1",
      `Host: ${lan.hostHeader}`,
      `Content-Length: ${body.length}`,
      "Expect: 100-continue",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    expect((await once(socket, "data")).join("")).toMatch(/^HTTP\/1\.1 100 /);
    socket.write(body);
    expect((await once(socket, "data")).join("")).toMatch(/^HTTP\/1\.1 204 /);
    socket.destroy();
  });

  test("that sends its body byte by byte is understood", async () => {
    const name = aName();
    const socket = await lan.connect();
    socket.setNoDelay(true);
    socket.setEncoding("utf8");
    const body = bodyFor(name);
    const answered = once(socket, "data");
    const bytes = `PUT /provider HTTP/1.1\r\nHost: ${lan.hostHeader}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    for (const byte of bytes) await new Promise((written) => socket.write(byte, written));
    expect((await answered).join("")).toMatch(/^HTTP\/1\.1 204 /);
    socket.destroy();
  });

  test("that stops in the middle of its body changes nothing and stalls nobody", async () => {
    const [half, whole] = [aName("half"), aName("whole")];
    const socket = await lan.connect();
    socket.write(`PUT /provider HTTP/1.1\r\nHost: ${lan.hostHeader}\r\nContent-Length: 1000\r\n\r\n${bodyFor(half)}`);
    await lan.settle();
    const started = performance.now();
    await lan.provide({ [whole]: { value: 1 } });
    expect(await lan.read(named(half, whole))).toEqual(new Map([[whole, { value: 1 }]]));
    expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
    socket.destroy();
  });

  test("that sends what is not HTTP is refused, and the host lives on", async () => {
    expect(await lan.exchange("hello\r\n\r\n")).toMatch(/^(HTTP\/1\.1 400 |$)/);
    expect((await lan.put("/provider", { registers: {} })).status).toBe(204);
  });
});

function addressOf(): { hostname: string; port: number } {
  const { hostname, port } = new URL(lan.base);
  return { hostname, port: Number(port) };
}
