/** *Base protocol*, stop: parked polls are answered at once and take nothing; what is in flight may end. */
import { once } from "node:events";
import { text as textOf } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { AT_ONCE_MS } from "./bounds.ts";
import { aName, named } from "./lan.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { specialHost } from "./extensions/special-host.ts";
import { ownHost } from "./target.ts";

describe("When the host stops,", () => {
  test("a parked consumer poll is answered 200 with the current state, at once", async (context) => {
    await using host = await ownHost(context);
    const name = aName();
    await host.lan.provide({ [name]: { value: 1 } });
    const poll = await host.lan.park(`/consumer?${named(name)}&wait=25s`);
    const stopping = performance.now();
    const [answer] = await Promise.all([poll.answer, host.stop()]);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { registers: { [name]: { value: 1 } } }]);
    expect(answer.at - stopping).toBeLessThan(AT_ONCE_MS);
  });

  test("a parked provider poll is answered 200 and takes nothing", async (context) => {
    await using host = await ownHost(context);
    const name = aName("setpoint");
    await host.lan.request({ [name]: 22 });
    const poll = await host.lan.park(`/provider?${named(name)}&wait=25s`);
    const [answer] = await Promise.all([poll.answer, host.stop()]);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { registers: {} }]);
  });

  test("a provider poll that comes meanwhile takes nothing of what is approved", async (context) => {
    await using host = await ownHost(context);
    const name = aName("setpoint");
    await host.lan.request({ [name]: 22 });
    await host.gate.approve(name);
    const [holdUp, late] = [await host.lan.connect(), await host.lan.connect()];
    holdUp.write(`PUT /provider HTTP/1.1\r\nHost: ${host.lan.hostHeader}\r\nContent-Length: 16\r\n\r\n`);
    late.write(`GET /provider?${named(name)}&wait=25s HTTP/1.1\r\nHost: ${host.lan.hostHeader}\r\n`);
    await host.lan.settle();
    const stopped = host.stop();
    await expect.poll(() => host.lan.connect().catch(() => "refused")).toBe("refused");
    late.write("\r\n");
    expect(await textOf(late)).toMatch(/^HTTP\/1\.1 200 [^]*\r\n\r\n\{"registers":\{\}\}$/);
    holdUp.write('{"registers":{}}');
    await stopped;
    await host.restart();
    expect(await host.lan.take(named(name))).toEqual(new Map([[name, { value: 22 }]]));
  });

  test("what was requested is still there after the next start, and so is what was approved", async (context) => {
    await using host = await ownHost(context);
    const [pending, approved] = [aName("pending"), aName("approved")];
    await host.lan.request({ [pending]: 1, [approved]: 2 });
    await host.gate.approve(approved);
    await host.stop();
    await host.restart();
    await host.gate.approve(pending);
    expect(await host.lan.take(named(pending, approved))).toEqual(
      new Map([
        [pending, { value: 1 }],
        [approved, { value: 2 }],
      ]),
    );
  });

  test("a PUT in flight is still taken and answered", async (context) => {
    await using host = await ownHost(context);
    const name = aName();
    const body = JSON.stringify({ registers: { [name]: { value: "in flight", ttl: "1h" } } });
    const socket = await host.lan.connect();
    socket.setEncoding("utf8");
    socket.write(`PUT /provider HTTP/1.1\r\nHost: ${host.lan.hostHeader}\r\nContent-Length: ${body.length}\r\n\r\n`);
    await host.lan.settle();
    const stopped = host.stop();
    const answered = once(socket, "data");
    socket.write(body);
    expect((await answered).join("")).toMatch(/^HTTP\/1\.1 204 /);
    const sent = performance.now();
    await stopped;
    expect(performance.now() - sent).toBeLessThan(AT_ONCE_MS); // nothing else is in flight: no need to wait 10 s
    await host.restart();
    expect(await host.lan.read(named(name))).toEqual(new Map([[name, { value: "in flight" }]]));
  });

  test("what has not arrived within 10 s is cut off", async (context) => {
    const clock = new FakeClock();
    const host = await specialHost(context, { clock });
    const socket = await host.lan.connect();
    socket.on("error", () => undefined);
    socket.write(`PUT /provider HTTP/1.1\r\nHost: ${host.lan.hostHeader}\r\nContent-Length: 100\r\n\r\n{`);
    await host.lan.settle();
    const stopped = host[Symbol.asyncDispose]();
    const closed = once(socket, "close");
    await clock.advance(9_999);
    await expect(Promise.race([closed, Promise.resolve("waits")])).resolves.toBe("waits");
    await clock.advance(1);
    await Promise.all([closed, stopped]);
  });

  test("new connections are refused", async (context) => {
    await using host = await ownHost(context);
    await host.stop();
    await expect(host.lan.send("GET", "/consumer")).rejects.toThrow(/ECONNREFUSED/);
  });
});
