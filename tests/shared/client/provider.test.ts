import { Provider, type ProviderOptions } from "#shared/client/provider.ts";
import { WireClient } from "#shared/client/wire-client.ts";
import { FakeClock, settled } from "#tests/support/fake-clock.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { FakeHost } from "./fake-host.ts";

/** A provider that runs until the test is over. */
function running(options: Partial<ProviderOptions> = {}): { provider: Provider; host: FakeHost; clock: FakeClock } {
  const [host, clock, stop] = [new FakeHost(), new FakeClock(), new AbortController()];
  const provider = new Provider({ client: new WireClient(FakeHost.url, host.fetch), clock, ...options });
  const run = provider.run(stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await run;
  });
  return { provider, host, clock };
}

describe("What is set", () => {
  test("within a few milliseconds travels in one PUT", async () => {
    const { provider, host, clock } = running();
    provider.set("a", { value: 1 });
    await clock.advance(3);
    provider.set("b", { value: 2, ttl: 1_000 });
    provider.set("a", { value: 3 });
    await clock.advance(5);
    expect(host.puts).toEqual([{ registers: { a: { value: 3 }, b: { value: 2, ttl: "1s" } } }]);
  });

  test("again without a change is not sent again", async () => {
    const { provider, host, clock } = running();
    provider.set("a", { value: { x: 1, y: 2 }, metadata: { unit: "K" } });
    await clock.advance(10);
    provider.set("a", { value: { y: 2, x: 1 }, metadata: { unit: "K" } });
    await clock.advance(10);
    expect(host.puts).toHaveLength(1);
  });

  test("before it runs is sent when it does", async () => {
    const [host, clock, stop] = [new FakeHost(), new FakeClock(), new AbortController()];
    const provider = new Provider({ client: new WireClient(FakeHost.url, host.fetch), clock });
    provider.set("a", { value: 1 });
    const run = provider.run(stop.signal);
    await clock.advance(10);
    stop.abort();
    await run;
    expect(host.puts).toEqual([{ registers: { a: { value: 1 } } }]);
  });
});

describe("A register is refreshed", () => {
  test("at half of its TTL, by default of 10 s", async () => {
    const { provider, host, clock } = running();
    provider.set("a", { value: 1 });
    provider.set("b", { value: 2, ttl: 4_000 });
    await clock.advance(1_900);
    expect(host.puts).toHaveLength(1);
    await clock.advance(3_200);
    expect(host.puts.slice(1)).toEqual([
      { registers: { b: { value: 2, ttl: "4s" } } },
      { registers: { b: { value: 2, ttl: "4s" } } },
      { registers: { a: { value: 1 } } },
    ]);
  });

  test("later when its device is a late one", async () => {
    const { provider, host, clock } = running({ refreshShare: 0.8 });
    provider.set("a", { value: 1 });
    await clock.advance(7_900);
    expect(host.puts).toHaveLength(1);
    await clock.advance(200);
    expect(host.puts).toHaveLength(2);
  });

  test("no more once it was dropped", async () => {
    const { provider, host, clock } = running();
    provider.set("a", { value: 1 });
    await clock.advance(10);
    provider.drop("a");
    await clock.advance(60_000);
    expect(host.puts).toHaveLength(1);
  });
});

describe("When the host is down, a provider", () => {
  test("tries again after 1 s with the newest values, and says each failure", async () => {
    const troubles: string[] = [];
    const { provider, host, clock } = running({ onTrouble: ({ code }) => troubles.push(code) });
    host.down = true;
    provider.set("a", { value: 1 });
    await clock.advance(10);
    provider.set("a", { value: 2 });
    host.down = false;
    await clock.advance(900);
    expect(host.puts).toHaveLength(1);
    await clock.advance(200);
    expect(host.puts).toEqual([{ registers: { a: { value: 1 } } }, { registers: { a: { value: 2 } } }]);
    expect(troubles).toEqual(["HOST_UNREACHABLE"]);
  });

  test("polls again after 1 s", async () => {
    const { provider, host, clock } = running({ onRequest: () => undefined });
    host.down = true;
    provider.set("a", { value: 1 });
    await clock.advance(500);
    expect(host.polls).toHaveLength(1);
    await clock.advance(600);
    expect(host.polls).toHaveLength(2);
  });
});

describe("Change requests", () => {
  test("reach the callback one by one, and the next poll names what came meanwhile", async () => {
    const requests: unknown[] = [];
    const { provider, host, clock } = running({ onRequest: (name, value) => requests.push([name, value]) });
    provider.set("a", { value: 1 });
    await clock.advance(10);
    provider.set("b c", { value: 1 });
    await clock.advance(10);
    host.release({ a: { value: 10 }, "b c": { value: null } });
    await settled();
    expect(requests).toEqual([
      ["a", 10],
      ["b c", null],
    ]);
    expect(host.polls).toEqual(["/provider?name=a&wait=30s", "/provider?name=a&name=b%20c&wait=30s"]);
  });

  test("are not asked for by a provider that does not want any", async () => {
    const { provider, host, clock } = running();
    provider.set("a", { value: 1 });
    await clock.advance(60_000);
    expect(host.polls).toEqual([]);
  });

  test("are not asked for before there is a register, for no names would mean all", async () => {
    const { host, clock } = running({ onRequest: () => undefined });
    await clock.advance(60_000);
    expect(host.asked).toEqual([]);
  });
});

test("What the callback throws ends the run: it is a bug", async () => {
  const [host, clock] = [new FakeHost(), new FakeClock()];
  const onRequest = (): void => {
    throw new Error("a bug");
  };
  const provider = new Provider({ client: new WireClient(FakeHost.url, host.fetch), clock, onRequest });
  provider.set("a", { value: 1 });
  const run = provider.run(new AbortController().signal);
  const ended = expect(run).rejects.toThrow("a bug");
  await settled();
  host.release({ a: { value: 1 } });
  await ended;
});

test("An abort ends the run at once, whatever it waits for", async () => {
  const [host, clock, stop] = [new FakeHost(), new FakeClock(), new AbortController()];
  const provider = new Provider({
    client: new WireClient(FakeHost.url, host.fetch),
    clock,
    onRequest: () => undefined,
  });
  provider.set("a", { value: 1 });
  const run = provider.run(stop.signal);
  await clock.advance(10);
  stop.abort();
  await run;
  expect(clock.timers).toBe(0);
});
