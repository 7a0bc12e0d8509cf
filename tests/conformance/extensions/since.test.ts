/** *Extensions*: `Registry-Revision` on every GET, and `since`, with which a client reads only what has changed. */
import { describe, expect, test } from "vitest";
import { AT_ONCE_MS, EARLY_MS } from "../bounds.ts";
import { aName, named, type Answer, type Lan } from "../lan.ts";
import { ownHost, useTarget } from "../target.ts";
import type { Changes } from "./event-stream.ts";
import { specialHost } from "./special-host.ts";

const { lan } = useTarget();

async function revisionNow(of: Lan = lan): Promise<number> {
  return Number((await of.send("GET", `/consumer?${named("conformance.settle")}`)).headers["registry-revision"]);
}

async function changesSince(revision: number | string, query = "", of: Lan = lan): Promise<Changes> {
  return changesIn(await of.send("GET", `/consumer?since=${revision}&${query}`));
}

function changesIn({ status, text }: Answer): Changes {
  expect(status).toBe(200);
  return JSON.parse(text) as Changes;
}

describe("`Registry-Revision`", () => {
  test.each([
    "/consumer",
    `/consumer?${named("a")}`,
    "/consumer?since=0",
    `/consumer?${named("a")}&wait=10ms`,
    "/provider",
    `/provider?${named("a")}&wait=10ms`,
    "/consumer/requests",
    "/health",
    "/metrics",
  ])("is on the answer to GET %s", async (path) => {
    const { headers } = await lan.send("GET", path);
    expect(headers["registry-revision"]).toMatch(/^\d+$/);
  });

  test.each([
    ["/consumer?wait=soon", 400],
    ["/provider?wait=soon", 400],
    ["/consumer/requests?wait=soon", 400],
    ["/consumer/stream?since=x", 400],
    ["/nothing", 404],
    ["/%63onsumer", 404],
    ["/%", 404],
  ])("is on the answer to GET %s, too, which is refused with %i", async (path, refused) => {
    const { status, headers } = await lan.send("GET", path);
    expect([status, headers["registry-revision"]]).toEqual([refused, expect.stringMatching(/^\d+$/)]);
  });

  test("is on an answer to GET that turns a foreign page away, and not on one to another method", async () => {
    const foreign = await lan.send("GET", "/consumer", { headers: { origin: "http://elsewhere.example" } });
    const put = await lan.send("PUT", "/consumer", { body: "{" });
    const answers = [foreign, put].map(({ status, headers }) => [status, headers["registry-revision"] !== undefined]);
    expect(answers).toEqual([
      [403, true],
      [400, false],
    ]);
  });

  test("rises with a change, and not with an identical refresh", async () => {
    const name = aName();
    const before = await revisionNow();
    await lan.provide({ [name]: { value: 1 } });
    const created = await revisionNow();
    await lan.provide({ [name]: { value: 1 } });
    const refreshed = await revisionNow();
    expect([created > before, refreshed]).toEqual([true, created]);
  });
});

describe("GET /consumer?since=N", () => {
  test("answers what has changed since, and nothing else", async () => {
    const [same, other, created] = [aName("same"), aName("other"), aName("created")];
    await lan.provide({ [same]: { value: 1 }, [other]: { value: 1 } });
    const since = await revisionNow();
    await lan.provide({
      [same]: { value: 1 },
      [other]: { value: 1, metadata: { unit: "K" } },
      [created]: { value: null },
    });
    const answer = await lan.send("GET", `/consumer?since=${since}`);
    const revision = Number(answer.headers["registry-revision"]);
    expect(revision).toBeGreaterThan(since);
    expect(JSON.parse(answer.text)).toEqual({
      registers: { [other]: { value: 1, metadata: { unit: "K" } }, [created]: { value: null } },
      removed: [],
      revision,
    });
  });

  test("with the revision of an answer goes on from there", async () => {
    const name = aName();
    const since = await revisionNow();
    await lan.provide({ [name]: { value: 1 } });
    const first = await changesSince(since);
    await lan.provide({ [name]: { value: 2 } });
    const second = await changesSince(first.revision);
    expect([first.registers, second.registers]).toEqual([{ [name]: { value: 1 } }, { [name]: { value: 2 } }]);
    expect(await changesSince(second.revision)).toEqual({ registers: {}, removed: [], revision: second.revision });
  });

  test("names what is gone: expired or withdrawn, and not what came back", async () => {
    const [expired, withdrawn, back] = [aName("expired"), aName("withdrawn"), aName("back")];
    await lan.provide({ [expired]: { value: 1, ttl: "1s" }, [withdrawn]: { value: 1 }, [back]: { value: 1 } });
    const since = await revisionNow();
    await lan.send("DELETE", `/provider?${named(withdrawn, back)}`);
    await lan.provide({ [back]: { value: 1 } });
    await changesSince(since, `${named(expired)}&wait=20s`);
    const { registers, removed } = await changesSince(since, named(expired, withdrawn, back));
    expect([registers, removed.toSorted()]).toEqual([{ [back]: { value: 1 } }, [expired, withdrawn].sort()]);
  });

  test("with names keeps to those", async () => {
    const [mine, yours] = [aName("mine"), aName("yours")];
    const since = await revisionNow();
    await lan.provide({ [mine]: { value: 1 }, [yours]: { value: 1 } });
    const { registers, removed } = await changesSince(since, named(mine, aName("nobody's")));
    expect([registers, removed]).toEqual([{ [mine]: { value: 1 } }, []]);
  });

  test("with a hostile name in it says it as it is", async () => {
    const since = await revisionNow();
    await lan.provide({ ['__proto__"\n']: { value: 1 } });
    await lan.send("DELETE", `/provider?${named('__proto__"\n')}`);
    expect((await changesSince(since)).removed).toEqual(['__proto__"\n']);
  });

  test("and a wait answers at once when there is something already", async () => {
    const name = aName();
    const since = await revisionNow();
    await lan.provide({ [name]: { value: 1 } });
    const started = performance.now();
    expect((await changesSince(since, `${named(name)}&wait=25s`)).registers).toEqual({ [name]: { value: 1 } });
    expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
  });

  test("and a wait is parked until one of its names changes", async () => {
    const [name, other] = [aName(), aName("other")];
    const poll = await lan.park(`/consumer?since=${await revisionNow()}&${named(name)}&wait=25s`);
    await lan.provide({ [other]: { value: 1 } });
    const changed = performance.now();
    await lan.provide({ [name]: { value: 1 } });
    const answer = await poll.answer;
    expect(changesIn(answer).registers).toEqual({ [name]: { value: 1 } });
    expect(answer.at - changed).toBeLessThan(AT_ONCE_MS);
  });

  test("and a wait answers nothing when nothing changed, with the revision to go on from", async () => {
    const name = aName();
    const since = await revisionNow();
    const started = performance.now();
    const poll = await lan.park(`/consumer?since=${since}&${named(name)}&wait=300ms`);
    await lan.provide({ [aName("other")]: { value: 1 } });
    const answer = await poll.answer;
    expect(answer.at - started).toBeGreaterThanOrEqual(300 - EARLY_MS);
    const { registers, removed, revision } = changesIn(answer);
    expect([registers, removed, revision > since]).toEqual([{}, [], true]);
  });

  test.each(["", "abc", "-1", "1.5", "1e3", " 1", "0x10", "99999999999999999999"])("is 400 for “%s”", async (since) => {
    const { status, text } = await lan.send("GET", `/consumer?since=${encodeURIComponent(since)}`);
    expect([status, text]).toEqual([400, `since: "${since}" is not a revision; send the one of an earlier answer\n`]);
  });
});

describe("Everything, marked as a reset, is the answer to a revision that is", () => {
  test("of the future, at once", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    const started = performance.now();
    const changes = await changesSince((await revisionNow()) + 1_000, `${named(name)}&wait=25s`);
    expect(changes).toMatchObject({ registers: { [name]: { value: 1 } }, removed: [], reset: true });
    expect(changes.revision).toBe(await revisionNow());
    expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
  });

  test("of an earlier run", async (context) => {
    await using host = await ownHost(context);
    const [kept, gone] = [aName("kept"), aName("gone")];
    await host.lan.provide({ [kept]: { value: 1, ttl: "1h" }, [gone]: { value: 1, ttl: "1h" } });
    const since = await revisionNow(host.lan);
    await host.lan.send("DELETE", `/provider?${named(gone)}`);
    await host.stop();
    await host.restart();
    expect(await changesSince(since, "wait=25s", host.lan)).toEqual({
      registers: { [kept]: { value: 1 } },
      removed: [],
      revision: await revisionNow(host.lan),
      reset: true,
    });
  });

  test("too long ago", async (context) => {
    await using host = await specialHost(context);
    const since = await revisionNow(host.lan);
    const report = (value: number): string =>
      `{"registers":{${Array.from({ length: 10_000 }, (_, index) => `"n${index}":{"value":${value},"ttl":"1h"}`).join(",")}}}`;
    const revisions: number[] = [];
    for (let value = 0; value < 21; value++) {
      expect((await host.lan.put("/provider", report(value))).status).toBe(204);
      revisions.push(await revisionNow(host.lan));
    }
    expect(await changesSince(since, named("n1"), host.lan)).toMatchObject({
      registers: { n1: { value: 20 } },
      reset: true,
    });
    const recent = await changesSince(revisions.at(-2)!, named("n1"), host.lan);
    expect(recent).toEqual({ registers: { n1: { value: 20 } }, removed: [], revision: revisions.at(-1) });
  });
});
