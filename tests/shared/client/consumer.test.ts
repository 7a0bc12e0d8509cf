import { Consumer, type Snapshot } from "#shared/client/consumer.ts";
import { WireClient } from "#shared/client/wire-client.ts";
import { FakeClock, settled } from "#tests/support/fake-clock.ts";
import { expect, onTestFinished, test } from "vitest";
import { FakeHost } from "./fake-host.ts";

function following(host: FakeHost, ...names: string[]): { seen: unknown[]; troubles: string[]; clock: FakeClock } {
  const [clock, stop] = [new FakeClock(), new AbortController()];
  const [seen, troubles]: [unknown[], string[]] = [[], []];
  const consumer = new Consumer({
    client: new WireClient(FakeHost.url, host.fetch),
    clock,
    onTrouble: ({ code }) => troubles.push(code),
  });
  const follow = consumer.follow(names, (snapshot: Snapshot) => seen.push(Object.fromEntries(snapshot)), stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await follow;
    expect(clock.timers).toBe(0);
  });
  return { seen, troubles, clock };
}

test("A consumer reads and polls side by side, then polls again and again", async () => {
  const host = new FakeHost();
  host.registers = { a: { value: 1 } };
  const { seen } = following(host, "a", "b");
  await settled();
  host.release({ a: { value: 2 } });
  await settled();
  host.release({});
  await settled();
  expect(seen).toEqual([{ a: { value: 1 } }, { a: { value: 2 } }, {}]);
  const poll = "/consumer?name=a&name=b&wait=30s";
  expect(host.polls).toEqual(["/consumer?name=a&name=b", poll, poll, poll]);
});

test("A first read that comes after a poll's answer is old news", async () => {
  const host = new FakeHost();
  const late = Promise.withResolvers<undefined>();
  const { fetch } = host;
  const slowFirst = Object.assign(new FakeHost(), {
    fetch: async (...request: Parameters<typeof fetch>) => {
      if (!request[0].includes("wait=")) await late.promise;
      return fetch(...request);
    },
  });
  host.registers = { a: { value: "old" } };
  const { seen } = following(slowFirst, "a");
  await settled();
  host.release({ a: { value: "new" } });
  await settled();
  late.resolve(undefined);
  await settled();
  expect(seen).toEqual([{ a: { value: "new" } }]);
});

test("A consumer tries again after 1 s", async () => {
  const host = new FakeHost();
  host.down = true;
  const { seen, troubles, clock } = following(host, "a");
  await clock.advance(900);
  expect(troubles).toEqual(["HOST_UNREACHABLE", "HOST_UNREACHABLE"]);
  host.down = false;
  await clock.advance(200);
  host.release({ a: { value: 1 } });
  await settled();
  expect(seen).toEqual([{ a: { value: 1 } }]);
});
