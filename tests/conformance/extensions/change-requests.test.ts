/** *Extensions*: a consumer that asks for JSON learns the ids of its change requests, and can follow what becomes of them. */
import http from "node:http";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { AT_ONCE_MS, EARLY_MS } from "../bounds.ts";
import { aName, answerTo, named, type Answer } from "../lan.ts";
import { FieldClient } from "../promises/field-client.ts";
import { useTarget } from "../target.ts";

const target = useTarget();
const { lan } = target;

interface Followed {
  readonly id: string;
  readonly register: string;
  readonly state: string;
  readonly value: unknown;
}

async function ask(values: Readonly<Record<string, unknown>>): Promise<Answer> {
  const registers = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
  return lan.send("PUT", "/consumer", {
    body: JSON.stringify({ registers }),
    headers: { accept: "application/json" },
  });
}

/** Asks for a change of one register. @returns the request's id */
async function asked(name: string, value: unknown): Promise<string> {
  return requestsIn(await ask({ [name]: value })).get(name)!.id;
}

function requestsIn({ text }: Answer): ReadonlyMap<string, Followed> {
  const { requests } = JSON.parse(text) as { requests: Record<string, Followed> };
  return new Map(Object.entries(requests));
}

function following(...ids: readonly string[]): string {
  return `/consumer/requests?${ids.map((id) => `id=${id}`).join("&")}`;
}

describe("PUT /consumer with Accept: application/json", () => {
  test("is answered 202 with the id and the state of each request", async () => {
    const [one, two] = [aName("one"), aName("two")];
    const answer = await ask({ [one]: 1, [two]: { from: 2 } });
    expect([answer.status, answer.headers["content-type"]]).toEqual([202, expect.stringMatching(/^application\/json/)]);
    const id = expect.stringMatching(/^\d+$/) as string;
    expect(JSON.parse(answer.text)).toEqual({
      requests: { [one]: { id, state: "pending" }, [two]: { id, state: "pending" } },
    });
  });

  test.each(["__proto__", 'a"b\n\\c', "", "größe"])("takes any name: %j", async (name) => {
    const answer = await lan.send("PUT", "/consumer", {
      body: `{"registers":{${JSON.stringify(name)}:{"value":1}}}`,
      headers: { accept: "application/json" },
    });
    expect(requestsIn(answer).get(name)?.state).toBe("pending");
  });

  test("is answered no requests when there were none", async () => {
    expect((await ask({})).text).toBe('{"requests":{}}');
  });

  test("is answered an empty body when any type will do", async () => {
    const body = JSON.stringify({ registers: { [aName()]: { value: 1 } } });
    const answer = await lan.send("PUT", "/consumer", { body, headers: { accept: "*/*" } });
    expect([answer.status, answer.text]).toEqual([202, ""]);
  });
});

describe("GET /consumer/requests?id=…", () => {
  test("answers register, value and state, and leaves out ids that nobody knows", async () => {
    const [one, two] = [aName("one"), aName("two")];
    const ids = [await asked(one, 1), await asked(two, [null, "two"])];
    const answer = await lan.send("GET", following(...ids, "999999999", "nonsense", ""));
    expect(JSON.parse(answer.text)).toEqual({
      requests: {
        [ids[0]!]: { register: one, state: "pending", value: 1 },
        [ids[1]!]: { register: two, state: "pending", value: [null, "two"] },
      },
    });
  });

  test("keeps every digit of a large number", async () => {
    const name = aName("serial");
    const answer = await lan.send("PUT", "/consumer", {
      body: `{"registers":{"${name}":{"value":12345678901234567890}}}`,
      headers: { accept: "application/json" },
    });
    const { text } = await lan.send("GET", following(requestsIn(answer).get(name)!.id));
    expect(text).toContain('"value":12345678901234567890');
  });

  test("follows a request to its end", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    await lan.provide({ [name]: { value: 20 } });
    const id = await asked(name, 22);
    using client = new FieldClient(lan);
    const states: string[] = [];
    const follow = async (wait: string, until: string): Promise<Followed> => {
      for (;;) {
        const request = requestsIn(await client.get(`${following(id)}&wait=${wait}`)).get(id)!;
        if (states.at(-1) !== request.state) states.push(request.state);
        if (request.state === until) return request;
      }
    };
    await follow("0s", "pending");
    await gate.approve(name);
    await follow("25s", "deliverable");
    await lan.take(named(name));
    await follow("25s", "delivered");
    await lan.provide({ [name]: { value: 22 } });
    expect(await follow("25s", "applied")).toEqual({ register: name, state: "applied", value: 22, reported: 22 });
    expect(states).toEqual(["pending", "deliverable", "delivered", "applied"]);
  });

  test("says why a request was denied", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    const id = await asked(name, 22);
    await gate.deny(name);
    const request = requestsIn(await lan.send("GET", following(id))).get(id);
    expect(request).toEqual({ register: name, state: "denied", note: "not now", value: 22 });
  });

  test("says that a newer request took its place", async () => {
    const name = aName("setpoint");
    const ids = [await asked(name, 22), await asked(name, 23)];
    const requests = requestsIn(await lan.send("GET", following(...ids)));
    expect(ids.map((id) => requests.get(id)?.state)).toEqual(["superseded", "pending"]);
  });
});

describe("GET /consumer/requests with a wait", () => {
  test("is parked until one of them changes", async (context) => {
    const gate = target.gate(context);
    const [one, two, other] = [aName("one"), aName("two"), aName("other")];
    const ids = [await asked(one, 1), await asked(two, 2)];
    await asked(other, 3);
    const started = performance.now();
    const poll = await lan.park(`${following(...ids)}&wait=25s`);
    const left = await lan.park(`${following(ids[0]!)}&wait=300ms`);
    await gate.deny(other);
    await gate.approve(two);
    const answer = await poll.answer;
    expect(ids.map((id) => requestsIn(answer).get(id)?.state)).toEqual(["pending", "deliverable"]);
    expect(answer.at - started).toBeLessThan(AT_ONCE_MS);
    expect((await left.answer).at - started).toBeGreaterThanOrEqual(300 - EARLY_MS);
  });

  test.each([
    ["on the same connection", () => undefined],
    ["on another", async (client: FieldClient) => client.disconnect()],
  ])("is answered at once when one changed between two polls, %s", async (_how, between) => {
    const name = aName("setpoint");
    const id = await asked(name, 22);
    using client = new FieldClient(lan);
    await client.get(following(id));
    await between(client);
    const newer = await asked(name, 23);
    const started = performance.now();
    const answer = await client.get(`${following(id)}&wait=25s`);
    expect(requestsIn(answer).get(id)?.state).toBe("superseded");
    expect(answer.at - started).toBeLessThan(AT_ONCE_MS);
    expect(newer).not.toBe(id);
  });

  test("is answered at once when nothing can change any more", async () => {
    const name = aName("setpoint");
    const id = await asked(name, 22);
    await asked(name, 23);
    const started = performance.now();
    await lan.send("GET", `${following(id)}&wait=25s`);
    await lan.send("GET", `${following("999999999")}&wait=25s`);
    await lan.send("GET", "/consumer/requests?wait=25s");
    expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
  });
});

describe("DELETE /consumer/requests?id=…", () => {
  const cancel = (...ids: readonly string[]): Promise<Answer> => lan.send("DELETE", following(...ids));
  const stateOf = async (id: string): Promise<string | undefined> =>
    requestsIn(await lan.send("GET", following(id))).get(id)?.state;

  test("takes back what is pending, is answered 204 with an empty body, and wakes who follows it", async () => {
    const ids = [await asked(aName("one"), 1), await asked(aName("two"), 2)];
    const poll = await lan.park(`${following(ids[0]!)}&wait=25s`);
    const started = performance.now();
    const answer = await cancel(...ids);
    expect([answer.status, answer.text]).toEqual([204, ""]);
    const followed = await poll.answer;
    expect([requestsIn(followed).get(ids[0]!)?.state, await stateOf(ids[1]!)]).toEqual(["cancelled", "cancelled"]);
    expect(followed.at - started).toBeLessThan(AT_ONCE_MS);
  });

  test("takes back what was approved and not picked up, which its provider then never gets", async (context) => {
    const gate = target.gate(context);
    const name = aName("setpoint");
    const id = await asked(name, 22);
    await gate.approve(name);
    expect([(await cancel(id)).status, await stateOf(id), await lan.take(named(name))]).toEqual([
      204,
      "recalled",
      new Map(),
    ]);
  });

  test("is 409 when it is too late, and then takes back none", async (context) => {
    const gate = target.gate(context);
    const [late, name] = [aName("late"), aName("setpoint")];
    const ids = [await asked(name, 22), await asked(late, 1)];
    await gate.deny(late);
    const answer = await cancel(...ids);
    expect([answer.status, answer.text, await stateOf(ids[0]!)]).toEqual([
      409,
      `Change request ${ids[1]} is no longer pending or approved or deliverable: it is denied\n`,
      "pending",
    ]);
  });

  test("is 404 for an id that nobody knows, and then takes back none", async () => {
    const id = await asked(aName(), 22);
    const [unknown, nonsense] = [await cancel(id, "999999999"), await cancel(id, "nonsense")];
    expect([unknown.status, nonsense.status, await stateOf(id)]).toEqual([404, 404, "pending"]);
    expect(nonsense.text).toContain('id: "nonsense" is not the number of a change request');
  });

  test("is 400 without an id, and says how one is written", async () => {
    const answer = await lan.send("DELETE", "/consumer/requests");
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("?id=17")]);
  });

  test("is 403 for a request that was filed from another address, and leaves it", async (context) => {
    if (!(await hasAnotherAddress())) context.skip("this machine has one address only");
    const id = await asked(aName(), 22);
    const answer = await fromAnotherAddress("DELETE", following(id));
    expect([answer.status, answer.text, await stateOf(id)]).toEqual([
      403,
      expect.stringMatching(/^Change request \d+ was filed from another address than 127\.0\.0\.2; /),
      "pending",
    ]);
  });
});

const ANOTHER_ADDRESS = "127.0.0.2";

/** All of 127.0.0.0/8 is this machine, but not on every system. */
async function hasAnotherAddress(): Promise<boolean> {
  if (new URL(lan.base).hostname !== "127.0.0.1") return false;
  const server = createServer();
  const isHad = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(0, ANOTHER_ADDRESS, () => resolve(true));
  });
  server.close();
  return isHad;
}

async function fromAnotherAddress(method: string, path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(lan.base);
  const request = http.request({ hostname, port, path, method, localAddress: ANOTHER_ADDRESS, agent: false });
  request.end();
  return answerTo(request);
}
