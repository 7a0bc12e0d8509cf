/** *Better than the protocol*, 3: no command is lost. A change request is delivered when the answer that carries it has
 *  been written out in full; until then it belongs to whoever polls next. */
import { once } from "node:events";
import type net from "node:net";
import { setImmediate as immediately } from "node:timers/promises";
import { describe, expect, test, type TestContext } from "vitest";
import { AT_ONCE_MS } from "../bounds.ts";
import { aName, named, registersOf } from "../lan.ts";
import { useTarget } from "../target.ts";
import { FieldClient } from "./field-client.ts";

const target = useTarget();
const { lan } = target;

interface Requested {
  readonly id: string;
  readonly state: string;
}

/** Asks for a change and approves it. @returns the request's id */
async function approved(context: TestContext, name: string, value: unknown): Promise<string> {
  const gate = target.gate(context);
  const answer = await lan.send("PUT", "/consumer", {
    body: JSON.stringify({ registers: { [name]: { value } } }),
    headers: { accept: "application/json" },
  });
  const { requests } = JSON.parse(answer.text) as { requests: Record<string, Requested> };
  await gate.approve(name);
  return requests[name]!.id;
}

/** Resolves with the state after the request was handed out. */
async function stateOnceTaken(id: string): Promise<string> {
  let state = await stateOf(id);
  while (state === "deliverable") state = await stateOf(id, "25s");
  return state;
}

async function stateOf(id: string, wait = "0s"): Promise<string> {
  const { text } = await lan.send("GET", `/consumer/requests?id=${id}&wait=${wait}`);
  return (JSON.parse(text) as { requests: Record<string, Requested> }).requests[id]!.state;
}

/** Requests that together are more than the system keeps between two programs, all approved. */
async function muchApproved(context: TestContext): Promise<{ names: string[]; ids: string[] }> {
  const names = Array.from({ length: 12 }, (_, index) => aName(`recipe.${index}`));
  const ids: string[] = [];
  for (const name of names) ids.push(await approved(context, name, "x".repeat(900_000)));
  return { names, ids };
}

/** Polls and reads no more than the beginning of the answer. */
async function stuckPoll(names: readonly string[]): Promise<net.Socket> {
  const socket = await lan.connect();
  socket.write(`GET /provider?${named(...names)}&wait=25s HTTP/1.1\r\nHost: ${lan.hostHeader}\r\n\r\n`);
  await once(socket, "readable");
  return socket;
}

describe("When the connection dies", () => {
  test("before the answer is written in full, the next poll gets all of it", async (context) => {
    const { names, ids } = await muchApproved(context);
    const socket = await stuckPoll(names);
    expect(await stateOf(ids[0]!)).toBe("deliverable");
    socket.resetAndDestroy();
    expect((await lan.takeSomething(named(...names))).size).toBe(names.length);
    expect(await lan.take(named(...names))).toEqual(new Map());
  });

  test("before the answer is written in full, a poll that is parked gets all of it", async (context) => {
    const { names } = await muchApproved(context);
    const socket = await stuckPoll(names);
    const parked = await lan.park(`/provider?${named(...names)}&wait=25s`);
    const died = performance.now();
    socket.resetAndDestroy();
    const answer = await parked.answer;
    expect(registersOf(answer).size).toBe(names.length);
    expect(answer.at).toBeGreaterThan(died); // until then they were on their way to the other
    expect(answer.at - died).toBeLessThan(AT_ONCE_MS);
  });

  test("while the poll is parked, the next poll gets what is approved later", async (context) => {
    const name = aName("setpoint");
    const dead = await lan.park(`/provider?${named(name)}&wait=25s`);
    dead.die();
    await lan.settle();
    await approved(context, name, 22);
    expect(await lan.takeSomething(named(name))).toEqual(new Map([[name, { value: 22 }]]));
  });

  test("while the approval is on its way to the disk, the next poll gets it", async (context) => {
    for (let round = 0; round < 10; round++) {
      const name = aName("setpoint");
      const dead = await lan.park(`/provider?${named(name)}&wait=25s`);
      const approving = approved(context, name, round);
      dead.die();
      await approving;
      expect(await lan.takeSomething(named(name))).toEqual(new Map([[name, { value: round }]]));
    }
  });

  test("at any moment between the poll and its answer, the next poll gets all of it", async (context) => {
    const { names } = await muchApproved(context);
    for (let moment = 0; moment < 12; moment++) {
      const socket = await lan.connect();
      socket.write(`GET /provider?${named(...names)}&wait=25s HTTP/1.1\r\nHost: ${lan.hostHeader}\r\n\r\n`);
      for (let turn = 0; turn < moment; turn++) await immediately();
      socket.destroy();
      await lan.settle();
    }
    expect((await lan.takeSomething(named(...names))).size).toBe(names.length);
  });
});

describe("A request counts as delivered", () => {
  test("when its answer has been written in full, and not before", async (context) => {
    const { names, ids } = await muchApproved(context);
    const socket = await stuckPoll(names);
    await lan.settle();
    expect(new Set(await Promise.all(ids.map((id) => stateOf(id))))).toEqual(new Set(["deliverable"]));
    expect(await lan.take(named(...names))).toEqual(new Map()); // but nobody else gets them meanwhile
    socket.resume();
    await stateOnceTaken(ids[0]!);
    expect(new Set(await Promise.all(ids.map((id) => stateOf(id))))).toEqual(new Set(["delivered"]));
    socket.destroy();
    expect(await lan.take(named(...names))).toEqual(new Map());
  });

  test("at once, when it is as short as they usually are", async (context) => {
    const name = aName("setpoint");
    const id = await approved(context, name, 22);
    await lan.take(named(name));
    expect(await stateOnceTaken(id)).toBe("delivered");
  });
});

describe("Of two polls that race,", () => {
  test("exactly one gets the request, when both are parked", async (context) => {
    for (let round = 0; round < 5; round++) {
      const name = aName("setpoint");
      const polls = await Promise.all([1, 2].map(async () => lan.park(`/provider?${named(name)}&wait=250ms`)));
      await approved(context, name, round);
      const answers = await Promise.all(polls.map(async ({ answer }) => registersOf(await answer)));
      answers.push(await lan.take(named(name))); // should the approval have taken longer than they waited
      expect(answers.flatMap((answer) => [...answer.values()])).toEqual([{ value: round }]);
    }
  });

  test("exactly one gets the request, when it is there already", async (context) => {
    using one = new FieldClient(lan);
    using two = new FieldClient(lan);
    for (let round = 0; round < 10; round++) {
      const name = aName("setpoint");
      await approved(context, name, round);
      const answers = await Promise.all([one, two].map(async (client) => client.get(`/provider?${named(name)}`)));
      expect(answers.flatMap((answer) => [...registersOf(answer).values()])).toEqual([{ value: round }]);
    }
  });

  test("the second gets what comes later, for its wait is not over", async (context) => {
    const name = aName("setpoint");
    const polls = await Promise.all([1, 2].map(async () => lan.park(`/provider?${named(name)}&wait=25s`)));
    await approved(context, name, 1);
    const first = registersOf(await Promise.race(polls.map(({ answer }) => answer)));
    await approved(context, name, 2);
    const answers = await Promise.all(polls.map(async ({ answer }) => registersOf(await answer)));
    expect(first).toEqual(new Map([[name, { value: 1 }]]));
    expect(answers.map((answer) => answer.get(name)).sort(byValue)).toEqual([{ value: 1 }, { value: 2 }]);
  });
});

function byValue(a: unknown, b: unknown): number {
  return JSON.stringify(a).localeCompare(JSON.stringify(b));
}
