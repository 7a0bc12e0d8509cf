/** *Better than the protocol*, 2: a second provider on one client is not blind. Clients never interrupt a poll in flight,
 *  so without it a register that is provided later waits for its first change request until that poll is over. */
import { afterAll, describe, expect, test, type TestContext } from "vitest";
import { AT_ONCE_MS, EARLY_MS } from "../bounds.ts";
import { aName, named, type Answer } from "../lan.ts";
import { useTarget } from "../target.ts";
import { anotherAddress, FieldClient } from "./field-client.ts";

const target = useTarget();
const { lan } = target;

const clients: FieldClient[] = [];
afterAll(() => clients.splice(0).forEach((client) => client[Symbol.dispose]()));

function aClient(from?: string): FieldClient {
  const client = new FieldClient(lan, from);
  clients.push(client);
  return client;
}

/** Asks for a change and approves it. */
async function approved(context: TestContext, name: string, value: unknown): Promise<void> {
  const gate = target.gate(context);
  await lan.request({ [name]: value });
  await gate.approve(name);
}

async function expectEmptyAtOnce(answer: Promise<Answer>, since: number): Promise<void> {
  const { text, at } = await answer;
  expect(text).toBe('{"registers":{}}');
  expect(at - since).toBeLessThan(AT_ONCE_MS);
}

/** Fails when a provider poll is answered before its wait is over. */
async function isParked(client: FieldClient, query: string): Promise<void> {
  const started = performance.now();
  expect((await client.get(`/provider?${query}&wait=200ms`)).text).toBe('{"registers":{}}');
  expect(performance.now() - started).toBeGreaterThanOrEqual(200 - EARLY_MS);
}

describe("A poll parked for one register is answered, empty and at once,", () => {
  test("when a request is approved for another that its address provided later", async (context) => {
    const [a, b, polling, providing] = [aName("a"), aName("b"), aClient(), aClient()];
    await providing.provide({ [a]: 1 });
    const poll = await polling.park(`/provider?${named(a)}&wait=25s`);
    await providing.provide({ [b]: 2 });
    const started = performance.now();
    await approved(context, b, 22);
    await expectEmptyAtOnce(poll.answer, started);
    const next = await polling.get(`/provider?${named(a, b)}&wait=25s`);
    expect(JSON.parse(next.text)).toEqual({ registers: { [b]: { value: 22 } } });
    expect(next.at - started).toBeLessThan(AT_ONCE_MS);
  });

  test("when its address begins to provide one that a request waits for", async (context) => {
    const [a, b, polling, providing] = [aName("a"), aName("b"), aClient(), aClient()];
    await approved(context, b, 22);
    await providing.provide({ [a]: 1 });
    const poll = await polling.park(`/provider?${named(a)}&wait=25s`);
    const started = performance.now();
    await providing.provide({ [b]: 2 });
    await expectEmptyAtOnce(poll.answer, started);
    const next = await polling.get(`/provider?${named(a, b)}&wait=25s`);
    expect(JSON.parse(next.text)).toEqual({ registers: { [b]: { value: 22 } } });
  });

  test("also when the report overtook the poll on its way to the host", async (context) => {
    const [a, b, polling, providing] = [aName("a"), aName("b"), aClient(), aClient()];
    await approved(context, b, 22);
    await providing.provide({ [b]: 2 });
    const started = performance.now();
    await expectEmptyAtOnce(polling.get(`/provider?${named(a)}&wait=25s`), started);
    const next = await polling.get(`/provider?${named(a, b)}&wait=25s`);
    expect(JSON.parse(next.text)).toEqual({ registers: { [b]: { value: 22 } } });
    await isParked(polling, named(a, b));
  });

  test("and so is every poll of that address", async (context) => {
    const [a, b, c, d] = [aName("a"), aName("b"), aName("c"), aName("d")];
    const polls = await Promise.all([a, b, c].map((name) => aClient().park(`/provider?${named(name)}&wait=25s`)));
    await aClient().provide({ [d]: 1 });
    const started = performance.now();
    await approved(context, d, 22);
    for (const { answer } of polls) await expectEmptyAtOnce(answer, started);
  });
});

describe("A poll is left alone", () => {
  test("when the register is provided by another address", async (context) => {
    const [a, b, here, there] = [aName("a"), aName("b"), aClient(), aClient(anotherAddress(context))];
    await here.provide({ [a]: 1 });
    const started = performance.now();
    const poll = await here.park(`/provider?${named(a)}&wait=500ms`);
    await there.provide({ [b]: 2 });
    await approved(context, b, 22);
    expect((await poll.answer).at - started).toBeGreaterThanOrEqual(500 - EARLY_MS);
  });

  test("when the register has moved to another address, of which the polls are answered", async (context) => {
    const address = anotherAddress(context);
    const [a, b, c, here, there] = [aName("a"), aName("b"), aName("c"), aClient(), aClient(address)];
    await aClient().provide({ [a]: 1, [b]: 2 });
    await aClient(address).provide({ [b]: 2 });
    const started = performance.now();
    const left = await here.park(`/provider?${named(a)}&wait=500ms`);
    const answered = await there.park(`/provider?${named(c)}&wait=25s`);
    await approved(context, b, 22);
    await expectEmptyAtOnce(answered.answer, started);
    expect((await left.answer).at - started).toBeGreaterThanOrEqual(500 - EARLY_MS);
  });

  test("when another poll is parked that takes the request", async (context) => {
    const [a, b] = [aName("a"), aName("b")];
    await aClient().provide({ [a]: 1, [b]: 2 });
    const started = performance.now();
    const left = await aClient().park(`/provider?${named(a)}&wait=500ms`);
    const taking = await aClient().park(`/provider?${named(b)}&wait=25s`);
    await approved(context, b, 22);
    expect(JSON.parse((await taking.answer).text)).toEqual({ registers: { [b]: { value: 22 } } });
    expect((await left.answer).at - started).toBeGreaterThanOrEqual(500 - EARLY_MS);
  });

  test("when a request is only pending", async () => {
    const [a, b] = [aName("a"), aName("b")];
    await aClient().provide({ [a]: 1, [b]: 2 });
    const started = performance.now();
    const poll = await aClient().park(`/provider?${named(a)}&wait=200ms`);
    await lan.request({ [b]: 22 });
    expect((await poll.answer).at - started).toBeGreaterThanOrEqual(200 - EARLY_MS);
  });
});

describe("A client that never asks for the register", () => {
  test("is told once, and then its polls wait, however often the register is refreshed", async (context) => {
    const [a, b, polling, providing] = [aName("a"), aName("b"), aClient(), aClient()];
    const poll = await polling.park(`/provider?${named(a)}&wait=25s`);
    await providing.provide({ [b]: 0 });
    const started = performance.now();
    await approved(context, b, 22);
    await expectEmptyAtOnce(poll.answer, started);
    // At most one more, for the report that came after the approval.
    await providing.provide({ [b]: 0 });
    await polling.get(`/provider?${named(a)}&wait=1s`);
    for (let round = 1; round <= 3; round++) {
      const parked = isParked(polling, named(a));
      await lan.settle();
      await providing.provide({ [b]: round });
      await parked;
    }
  });

  test("does not keep the request from whoever does", async (context) => {
    const [a, b, polling, providing] = [aName("a"), aName("b"), aClient(), aClient()];
    await providing.provide({ [b]: 0 });
    const poll = await polling.park(`/provider?${named(a)}&wait=25s`);
    await approved(context, b, 22);
    await poll.answer;
    expect(await lan.takeSomething(named(b))).toEqual(new Map([[b, { value: 22 }]]));
  });
});
