/** Whatever arrives on the port: it is refused as HTTP says, and the host lives on. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "#electron/demo/random.ts";
import { connected, provide, send, values } from "#tests/support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "#tests/support/regdesk-process.ts";
import { receivedUntilClosed } from "./bytes.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const SEED = Math.floor(Math.random() * 2 ** 32);
const MIB = 1 << 20;

const started = new AsyncDisposableStack();
let host: ServingRegdesk;
beforeAll(async () => {
  host = started.use(await servingRegdesk(started.use(await temporaryDirectory()).path));
});
afterAll(async () => {
  const { code, stderr } = await host.stop("SIGTERM");
  expect([code, stderr]).toEqual([0, ""]); // nothing was worth a line in the log
  await started.disposeAsync();
});

let witness = 0;
afterEach(async () => {
  await provide(host.url, { witness: ++witness });
  expect(await values(host.url, "/consumer?name=witness")).toEqual({ witness });
});

const VALID = '{"registers":{"garbage":{"value":1}}}';

describe("What is no HTTP", () => {
  test("is 400 or not worth an answer: random bytes", async () => {
    const random = seededRandom(SEED);
    for (let attempt = 0; attempt < 200; attempt++) {
      const bytes = Buffer.from(Array.from({ length: 1 + random() * 2_000 }, () => random() * 256));
      expect(await exchanged(bytes), `seed ${SEED}`).toMatch(/^(HTTP\/1\.1 400 [^]*|)$/);
    }
  });

  test.each([
    ["the hello of TLS", Buffer.from("16030100a5010000a10303" + "5a".repeat(160), "hex")],
    ["the preface of HTTP/2", Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")],
    ["the hello of SSH", Buffer.from("SSH-2.0-OpenSSH_9.6\r\n")],
    ["a CONNECT of MQTT", Buffer.from("101000044d5154540402003c000464657631", "hex")],
    ["a request of Modbus/TCP", Buffer.from("000100000006010300000001", "hex")],
    ["zeros", Buffer.alloc(MIB)],
  ])("is 400: %s", async (_what, bytes) => {
    expect(statusIn(await exchanged(bytes))).toBe(400);
  });

  test("is a CONNECT whose client dies before it is refused", async () => {
    for (let round = 0; round < 20; round++) {
      const socket = await connected(host.url);
      const waiting = round % 2 === 0 ? "" : "GET /consumer?name=behind&wait=30s HTTP/1.1\r\n\r\n";
      socket.write(`${waiting}CONNECT elsewhere.example:443 HTTP/1.1\r\n\r\nand more`);
      if (round % 4 > 1) await send(host.url, "/health");
      socket.resetAndDestroy();
    }
  });

  test("is refused in a sentence, as everything is", async () => {
    expect(await exchanged("hello\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\nContent-Type: text\/plain; charset=utf-8\r\n[^]*\r\n\r\nthis is not HTTP.*\n$/,
    );
  });
});

describe("Half a request", () => {
  const whole = `PUT /provider HTTP/1.1\r\nContent-Length: ${VALID.length}\r\n\r\n${VALID}`;

  test("changes nothing, wherever it ends", async () => {
    for (let length = 0; length < whole.length; length++) {
      expect(await exchanged(whole.slice(0, length))).toMatch(/^(HTTP\/1\.1 400 [^]*|)$/);
    }
    expect(await values(host.url, "/consumer?name=garbage")).toEqual({});
  });

  test("that was whole after all is taken", async () => {
    expect(statusIn(await exchanged(whole.replaceAll("garbage", "whole")))).toBe(400); // Content-Length is for the other name
    expect(statusIn(await exchanged(put("whole")))).toBe(204);
    expect(await values(host.url, "/consumer?name=whole")).toEqual({ whole: 1 });
  });
});

describe("Headers:", () => {
  test("100,000 lines are taken or too many", async () => {
    const answer = await exchanged(`GET /health HTTP/1.1\r\n${"a: b\r\n".repeat(100_000)}\r\n`);
    expect([200, 431]).toContain(statusIn(answer)); // Node's versions differ
  });

  test.each([
    ["many lines", `GET /health HTTP/1.1\r\n${"a: b\r\n".repeat(200_000)}\r\n`],
    ["one line", `GET /health HTTP/1.1\r\na: ${"b".repeat(MIB)}\r\n\r\n`],
    ["the path", `GET /consumer?name=${"b".repeat(MIB)} HTTP/1.1\r\n\r\n`],
    ["a line that does not end", `GET /health HTTP/1.1\r\na: ${"b".repeat(2 * MIB)}`],
  ])("more than 1 MiB is 431: %s", async (_where, bytes) => {
    expect(statusIn(await exchanged(bytes))).toBe(431);
  });

  test.each([
    ["a line without a colon", "nonsense"],
    ["a name with a space", "a name: b"],
    ["a line break that smuggles", "a: b\rc: d"],
    ["a zero byte", "a: b\0c"],
    ["two lengths", "Content-Length: 1\r\nContent-Length: 2"],
    ["a length that is none", "Content-Length: -1"],
    ["a length in words", "Content-Length: two"],
    ["a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked"],
    ["an unknown encoding", "Transfer-Encoding: garbage"],
  ])("%s is 400", async (_what, line) => {
    expect(statusIn(await exchanged(`PUT /provider HTTP/1.1\r\n${line}\r\n\r\n${VALID}`))).toBe(400);
  });
});

describe("A body", () => {
  test("that goes on after Content-Length is taken for the next request, which is 400", async () => {
    expect(statusesIn(await exchanged(`${put("longer")}more of it\r\n\r\n`))).toEqual([204, 400]);
    expect(await values(host.url, "/consumer?name=longer")).toEqual({ longer: 1 });
  });

  test("that goes on behind a poll does not cut the poll short", async () => {
    const socket = await connected(host.url);
    const received = receivedUntilClosed(socket);
    socket.write("GET /consumer?name=behind&wait=300ms HTTP/1.1\r\n\r\nand more\r\n\r\n");
    expect(statusIn(await received)).toBe(200);
  });

  test("that is cut by Content-Length is 400 and changes nothing", async () => {
    const body = VALID.replace("garbage", "shorter");
    const bytes = `PUT /provider HTTP/1.1\r\nContent-Length: ${body.length - 1}\r\n\r\n${body}`;
    expect(statusesIn(await exchanged(bytes))).toEqual([400, 400]);
    expect(await values(host.url, "/consumer?name=shorter")).toEqual({});
  });

  test.each([
    ["whose length is no number", "xyz\r\n{}\r\n0\r\n\r\n"],
    ["whose length is endless", `${"f".repeat(30)}\r\n{}\r\n0\r\n\r\n`],
    ["longer than it says", "1\r\n{}\r\n0\r\n\r\n"],
    ["that never ends", "ffffff\r\n{}"],
    ["with an extension of 1 MiB", `2;${"x".repeat(MIB)}\r\n{}\r\n0\r\n\r\n`],
    ["with trailers of more than 1 MiB", `2\r\n{}\r\n0\r\n${"a: b\r\n".repeat(200_000)}\r\n`],
  ])("in a chunk %s is refused", async (_how, chunks) => {
    const answer = await exchanged(`PUT /provider HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`);
    expect(answer).toMatch(/^(HTTP\/1\.1 (400|413|431) [^]*|)$/);
  });

  test("that is nested 100,000 deep is taken or refused, and harms nobody", async () => {
    const deep = `{"registers":{"deep":{"value":${"[".repeat(100_000)}${"]".repeat(100_000)}}}}`;
    for (const path of ["/provider", "/consumer"]) {
      const { status } = await send(host.url, path, { method: "PUT", body: deep });
      expect([202, 204, 400]).toContain(status);
    }
    await send(host.url, "/consumer");
  });

  test("that is not UTF-8 is taken or refused, and harms nobody", async () => {
    const body = Buffer.concat([
      Buffer.from('{"registers":{"'),
      Buffer.from("fffe80", "hex"),
      Buffer.from('":{"value":1}}}'),
    ]);
    const head = `PUT /provider HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect([204, 400]).toContain(statusIn(await exchanged(Buffer.concat([Buffer.from(head), body]))));
  });
});

const put = (name: string): string => {
  const body = VALID.replace("garbage", name);
  return `PUT /provider HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

/** Sends bytes, says that nothing more will come, and resolves with everything that comes until the connection closes. */
async function exchanged(bytes: string | Buffer): Promise<string> {
  const socket = await connected(host.url);
  const received = receivedUntilClosed(socket);
  socket.end(bytes);
  return received;
}

const statusesIn = (answer: string): number[] =>
  [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));

const statusIn = (answer: string): number | undefined => statusesIn(answer)[0];
