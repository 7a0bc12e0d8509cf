/** *Better than the protocol*, 1: no change is missed between two polls. Without it, a change that comes while a client is
 *  between two polls is seen only when its next one times out. */
import { afterAll, describe, expect, test } from "vitest";
import { AT_ONCE_MS, EARLY_MS } from "../bounds.ts";
import { aName, named, type Provided } from "../lan.ts";
import { useTarget } from "../target.ts";
import { FieldClient } from "./field-client.ts";

const { lan } = useTarget();

const clients: FieldClient[] = [];
afterAll(() => clients.splice(0).forEach((client) => client[Symbol.dispose]()));

function aClient(): FieldClient {
  const client = new FieldClient(lan);
  clients.push(client);
  return client;
}

/** Resolves with what a poll of half a minute is answered; fails when it is not answered at once. */
async function toldAtOnce(client: FieldClient, query: string): Promise<ReadonlyMap<string, unknown>> {
  const started = performance.now();
  const snapshot = await client.read(`${query}&wait=25s`);
  expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
  return snapshot;
}

/** Fails when a poll is answered before its wait is over. */
async function isParked(client: FieldClient, query: string): Promise<void> {
  const started = performance.now();
  await client.read(`${query}&wait=200ms`);
  expect(performance.now() - started).toBeGreaterThanOrEqual(200 - EARLY_MS);
}

const CHANGES: [string, Provided | undefined, (name: string) => Promise<unknown>, object | undefined][] = [
  ["another value", { value: 1 }, async (name) => lan.provide({ [name]: { value: 2 } }), { value: 2 }],
  [
    "other metadata only",
    { value: 1, metadata: { unit: "K" } },
    async (name) => lan.provide({ [name]: { value: 1, metadata: { unit: "°C" } } }),
    { value: 1, metadata: { unit: "°C" } },
  ],
  ["its creation", undefined, async (name) => lan.provide({ [name]: { value: null } }), { value: null }],
  [
    "its expiry",
    { value: 1 },
    async (name) => {
      await lan.provide({ [name]: { value: 1, ttl: "50ms" } });
      await lan.read(`${named(name, aName("witness"))}&wait=20s`);
    },
    undefined,
  ],
  [
    "its being back, with the very same value",
    { value: 1 },
    async (name) => {
      await lan.provide({ [name]: { value: 1, ttl: "50ms" } });
      await lan.read(`${named(name, aName("witness"))}&wait=20s`);
      await lan.provide({ [name]: { value: 1 } });
    },
    { value: 1 },
  ],
  [
    "its provider's clean stop",
    { value: 1 },
    async (name) => lan.send("DELETE", `/provider?${named(name)}`),
    undefined,
  ],
];

describe("Of what happens to a register between two polls, the second is told at once:", () => {
  test.each(CHANGES)("%s, on the same connection", async (_what, before, change, after) => {
    const [name, other] = [aName(), aName("other")];
    if (before) await lan.provide({ [name]: before });
    const client = aClient();
    await client.read(named(name, other));
    await change(name);
    expect((await toldAtOnce(client, named(name, other))).get(name)).toEqual(after);
  });

  test.each(CHANGES)("%s, on another connection of the same address", async (_what, before, change, after) => {
    const [name, other] = [aName(), aName("other")];
    if (before) await lan.provide({ [name]: before });
    const client = aClient();
    await client.read(named(name, other));
    await client.disconnect();
    await change(name);
    expect((await toldAtOnce(client, named(other, name))).get(name)).toEqual(after);
  });

  test("one of the 1,500 of a batched poll", async () => {
    const names = Array.from({ length: 1_500 }, (_, index) => aName(`batched.${index}`));
    const client = aClient();
    await client.read(named(...names));
    await lan.provide({ [names[700]!]: { value: 1 } });
    expect(await toldAtOnce(client, named(...names))).toEqual(new Map([[names[700], { value: 1 }]]));
    await client.disconnect();
    await lan.provide({ [names[701]!]: { value: 2 } });
    expect((await toldAtOnce(client, named(...names))).get(names[701]!)).toEqual({ value: 2 });
  });

  test("any, when the poll is for all", async () => {
    const [name, client] = [aName(), aClient()];
    await client.read("");
    await lan.provide({ [name]: { value: 1 } });
    expect((await toldAtOnce(client, "")).get(name)).toEqual({ value: 1 });
  });

  test("the last of many, and with all that came before it", async () => {
    const [one, two, client] = [aName("one"), aName("two"), aClient()];
    await client.read(named(one, two));
    for (let value = 0; value < 20; value++) await lan.provide({ [value % 2 ? one : two]: { value } });
    expect(await toldAtOnce(client, named(one, two))).toEqual(
      new Map([
        [one, { value: 19 }],
        [two, { value: 18 }],
      ]),
    );
  });
});

describe("Clients that ask for everything and begin to poll at the same time", () => {
  test("miss nothing, whichever of the two the host hears first", async () => {
    for (let round = 0; round < 15; round++) {
      const [name, getting, polling] = [aName(), aClient(), aClient()];
      await lan.provide({ [name]: { value: "old" } });
      const first = getting.read(named(name));
      const poll = polling.read(`${named(name)}&wait=25s`);
      await first;
      const changed = performance.now();
      await lan.provide({ [name]: { value: "new" } });
      let snapshot = await poll;
      while ((snapshot.get(name) as Provided).value === "old") snapshot = await polling.read(`${named(name)}&wait=25s`);
      expect(performance.now() - changed).toBeLessThan(AT_ONCE_MS);
    }
  });
});

describe("Two clients behind one address", () => {
  test("are each told what they do not know yet, and the one that knows is parked", async () => {
    const [name, ignorant, informed] = [aName(), aClient(), aClient()];
    await lan.provide({ [name]: { value: 1 } });
    await ignorant.read(named(name));
    await lan.provide({ [name]: { value: 2 } });
    await informed.read(named(name));
    expect(await toldAtOnce(ignorant, named(name))).toEqual(new Map([[name, { value: 2 }]]));
    await isParked(informed, named(name));
    await isParked(ignorant, named(name));
  });

  test("are so, too, when they come over a new connection each time", async () => {
    const [name, ignorant, informed] = [aName(), aClient(), aClient()];
    await lan.provide({ [name]: { value: 1 } });
    const polls = await Promise.all(
      [ignorant, informed].map(async (client) => client.park(`/consumer?${named(name)}&wait=200ms`)),
    );
    await Promise.all(polls.map(({ answer }) => answer));
    await Promise.all([ignorant.disconnect(), informed.disconnect()]);
    await lan.provide({ [name]: { value: 2 } });
    expect(await toldAtOnce(informed, named(name))).toEqual(new Map([[name, { value: 2 }]]));
    await informed.disconnect();
    expect(await toldAtOnce(ignorant, named(name))).toEqual(new Map([[name, { value: 2 }]]));
    await ignorant.disconnect();
    await isParked(informed, named(name));
    await informed.disconnect();
    await isParked(ignorant, named(name));
  });
});

describe("A client whose answer did not arrive", () => {
  test("because it hung up while its poll was parked, is told by the next poll", async () => {
    const [name, client] = [aName(), aClient()];
    await lan.provide({ [name]: { value: 1 } });
    await client.read(named(name));
    const poll = await client.park(`/consumer?${named(name)}&wait=25s`);
    poll.die();
    await lan.settle();
    await lan.provide({ [name]: { value: 2 } });
    expect(await toldAtOnce(client, named(name))).toEqual(new Map([[name, { value: 2 }]]));
  });

  test("because it hung up in the middle of it, is told by the next poll", async () => {
    const names = Array.from({ length: 12 }, (_, index) => aName(`camera.${index}`));
    for (const name of names) await lan.provide({ [name]: { value: "", ttl: "1m" } });
    const client = aClient();
    await client.read(named(...names));
    for (const name of names) await lan.provide({ [name]: { value: "x".repeat(900_000), ttl: "1m" } });
    const deaf = await lan.connect();
    deaf.write(`GET /consumer?${named(...names)} HTTP/1.1\r\nHost: ${lan.hostHeader}\r\n\r\n`);
    await lan.settle();
    deaf.resetAndDestroy();
    await client.disconnect();
    expect((await toldAtOnce(client, named(...names))).size).toBe(12);
  });
});

describe.concurrent("A poll that is up to date is parked", () => {
  test("on the same connection and on another", async () => {
    const [name, client] = [aName(), aClient()];
    await lan.provide({ [name]: { value: 1 } });
    await client.read(named(name));
    await isParked(client, named(name));
    await client.disconnect();
    await isParked(client, named(name));
  });

  test("after it was told of a change", async () => {
    const [name, client] = [aName(), aClient()];
    await client.read(named(name));
    await lan.provide({ [name]: { value: 1 } });
    await toldAtOnce(client, named(name));
    await isParked(client, named(name));
  });

  test.each<[string, (name: string) => Promise<unknown>]>([
    ["an identical refresh", async (name) => lan.provide({ [name]: { value: [{ b: 1, a: 2 }], ttl: "1m" } })],
    ["an identical refresh in another key order", async (name) => lan.provide({ [name]: { value: [{ a: 2, b: 1 }] } })],
    ["changes of other registers", async () => lan.provide({ [aName()]: { value: 1 }, [aName()]: { value: 2 } })],
    ["a change request", async (name) => lan.request({ [name]: 2 })],
    ["a refused report", async (name) => lan.put("/provider", { registers: { [name]: { value: 2 }, bad: {} } })],
  ])("after %s", async (_what, act) => {
    const [name, client] = [aName(), aClient()];
    await lan.provide({ [name]: { value: [{ b: 1, a: 2 }] } });
    await client.read(named(name));
    await act(name);
    await isParked(client, named(name));
    await client.disconnect();
    await act(name);
    await isParked(client, named(name));
  });
});

describe("A client that follows a register with long polls", () => {
  test.each([
    ["on one connection", () => undefined],
    ["on a new connection each time", async (client: FieldClient) => client.disconnect()],
  ])("is never left behind, however its polls and the changes meet: %s", async (_how, between) => {
    const [name, client] = [aName(), aClient()];
    const started = performance.now();
    let seen = await client.read(named(name));
    for (let value = 1; value <= 30; value++) {
      const changing = lan.provide({ [name]: { value } });
      while ((seen.get(name) as Provided | undefined)?.value !== value) {
        seen = await client.read(`${named(name)}&wait=25s`);
        await between(client);
      }
      await changing;
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
