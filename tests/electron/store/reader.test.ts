import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { batchOf } from "#electron/store/batch.ts";
import { Committer } from "#electron/store/committer.ts";
import { openDatabase } from "#electron/store/database.ts";
import { Reader } from "#electron/store/reader.ts";
import type { Write } from "#electron/store/write.ts";
import { ActivityPageQuery } from "#shared/contract/activity.ts";
import { FinishedPageQuery } from "#shared/contract/change-requests.ts";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { ChangeRequestState } from "#shared/model/change-request.ts";
import { aMove, aStart } from "#tests/support/activity.ts";
import { aChangeRequest, idOf, named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const changed: Activity = {
  ...{ kind: "rule-changed", at: NOON + 3, by: "bert", change: "removed" },
  rule: { id: "r1", name: "100 % of_it" },
};

const LINES: readonly Activity[] = [
  aStart(NOON),
  aMove({ at: NOON + 1, register: named("Boiler.setpoint") }),
  aMove({ at: NOON + 2, by: "anna", register: named("pump.speed"), to: "denied", note: "Too fast" }),
  changed,
];

describe("A page of the audit", () => {
  test.each([
    ["all of it, newest first", {}, [4, 3, 2, 1]],
    ["what is before a line", { before: 3 }, [2, 1]],
    ["what is after a line, oldest first", { after: 1 }, [2, 3, 4]],
    ["some kinds", { kinds: ["host-started", "rule-changed"] }, [4, 1]],
    ["all kinds but rare ones", { kinds: ["change-request"] }, [3, 2]],
    ["no kind", { kinds: [] }, []],
    ["change requests that came to one state, and all the rest", { states: ["denied"] }, [4, 3, 1]],
    ["change requests that came to one state alone", { kinds: ["change-request"], states: ["pending"] }, [2]],
    ["part of a register's name, in either case", { text: "boiler" }, [2]],
    ["part of a note", { text: "too f" }, [3]],
    ["part of a rule's name, with what SQL would take for a pattern", { text: "0 % of_" }, [4]],
    ["what SQL would take for a pattern, and nobody wrote", { text: "%b%" }, []],
    ["who", { by: "ANN" }, [3]],
    ["from a moment on, up to another", { from: NOON + 1, to: NOON + 3 }, [3, 2]],
    ["all of that together", { by: "anna", text: "pump", kinds: ["change-request"], from: NOON }, [3]],
  ])("has %s", async (_what, query, ids) => {
    await using past = await aPast([{ activity: LINES }]);
    const { lines, next } = await past.reader.ask("auditPage", ActivityPageQuery.parse(query));
    expect([lines.map(({ id }) => id), next]).toEqual([ids, undefined]);
  });

  test("has whole lines, and says where the next page begins", async () => {
    await using past = await aPast([{ activity: LINES }]);
    const first = await past.reader.ask("auditPage", { limit: 3 });
    const second = await past.reader.ask("auditPage", { limit: 3, before: first.next! });
    const hash = expect.stringMatching(/^[\da-f]{64}$/) as string;
    expect([[...first.lines, ...second.lines].reverse(), first.next, second.next]).toEqual([
      LINES.map((line, index) => ({ ...line, id: index + 1, hash })),
      2,
      undefined,
    ]);
  });
});

describe("A page of finished change requests", () => {
  test("has those that move no more, the one that ended last first, whenever it came", async () => {
    await using past = await aPast([ended("2", "expired", 10), ended("3", "applied", 20), ended("1", "denied", 30)]);
    await past.write({ changeRequests: [aChangeRequest({ id: "4" })] });
    const first = await past.finished({ limit: 2 });
    const second = await past.finished({ limit: 2, before: first.next });
    expect([idsOf(first), idsOf(second), second.next]).toEqual([["1", "3"], ["2"], undefined]);
  });

  test("tells requests that ended in the same moment apart", async () => {
    await using past = await aPast(["1", "2", "3"].map((id) => ended(id, "denied", 0.5)));
    const ids: string[] = [];
    let page = await past.finished({ limit: 1 });
    for (; page.next !== undefined; page = await past.finished({ limit: 1, before: page.next }))
      ids.push(...idsOf(page));
    expect([...ids, ...idsOf(page)]).toEqual(["3", "2", "1"]);
  });

  test("has what the words are found in, wherever that is, and is counted by its state", async () => {
    const [first] = ended("1", "denied", 1).changeRequests ?? [];
    const denied = { ...first!, value: jsonText("Größe"), note: "Pump under maintenance", decidedBy: "anna" };
    await using past = await aPast([
      { ...ended("1", "denied", 1), changeRequests: [denied] },
      ...["2", "3", "4"].map((id) => ended(id, "applied", Number(id), "pump.speed")),
      ended("5", "denied", 5, "lamp.on"),
    ]);
    const pages = [
      await past.finished({ text: "PUMP anna" }),
      await past.finished({ text: "gRÖSSE grö" }),
      await past.finished({ text: "grÖße" }),
      await past.finished({ text: "pump", states: ["applied"], limit: 2 }),
    ];
    const next = pages[3]?.next;
    pages.push(await past.finished({ text: "pump", states: ["applied"], limit: 2, before: next }));
    expect(pages.map(idsOf)).toEqual([["1"], [], ["1"], ["4", "3"], ["2"]]);
    expect([next, pages[4]?.next]).toEqual([expect.any(String), undefined]);
    expect(await past.reader.ask("finishedCounts", "pump")).toEqual({ applied: 3, denied: 1 });
    expect(await past.reader.ask("finishedCounts", undefined)).toEqual({ applied: 3, denied: 2 });
  });

  test("has those of a device by any of its names", async () => {
    const roof = aChangeRequest({ id: "1", state: "denied", device: "Roof", deviceWireNames: ["unit-7"] });
    await using past = await aPast([{ ...ended("1", "denied", 1), changeRequests: [roof] }, ended("2", "denied", 2)]);
    const pages = [await past.finished({ text: "roof" }), await past.finished({ text: "UNIT-7" })];
    expect(pages.map(({ requests }) => requests)).toEqual([[roof], [roof]]);
  });

  test("has only the states and registers that were asked for", async () => {
    await using past = await aPast([
      ended("1", "denied", 1, "boiler.setpoint"),
      ended("2", "applied", 2, "Boiler.pump"),
      ended("3", "denied", 3, "pump.speed"),
    ]);
    const pages = [await past.finished({ states: ["denied"] }), await past.finished({ text: "boiler" })];
    expect(pages.map(idsOf)).toEqual([
      ["3", "1"],
      ["2", "1"],
    ]);
  });
});

describe("The past", () => {
  test("knows the latest requests, whatever became of them, oldest first", async () => {
    await using past = await aPast([ended("9", "denied", 1), ended("10", "denied", 1)]);
    await past.write({ changeRequests: [aChangeRequest({ id: "11" })] });
    expect((await past.reader.ask("latestRequests", 2)).map(({ id }) => id)).toEqual(["10", "11"]);
  });

  test("counts how many requests of late each rule was about", async () => {
    const about = (id: string, rule: string, requestedAt: number): Write => ({
      changeRequests: [{ ...aChangeRequest({ id, requestedAt }), rule: { id: rule, name: rule } }],
    });
    await using past = await aPast([about("1", "a", 9), about("2", "a", 10), about("3", "b", 11), about("4", "a", 12)]);
    await past.write({ changeRequests: [aChangeRequest({ id: "5" })] });
    expect(await past.reader.ask("ruleHits", 10)).toEqual({ a: 2, b: 1 });
  });

  test("has what was stored a moment ago", async () => {
    await using past = await aPast([{ activity: [aStart()] }]);
    const before = await past.reader.ask("auditPage", { limit: 10 });
    await past.write({ activity: [aMove({ after: jsonText(23) })] });
    const after = await past.reader.ask("auditPage", { limit: 10 });
    expect([before.lines.length, after.lines.length]).toEqual([1, 2]);
  });

  test("that cannot be read says so, and can be read once its cause is gone", async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, "regdesk.db");
    await using reader = new Reader(path, SILENT);
    await expect(reader.ask("latestRequests", 1)).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining(`The database ${path} cannot be read`) as string,
    });
    openDatabase(path).close();
    expect(await reader.ask("latestRequests", 1)).toEqual([]);
  });

  test("is not asked any more once it has stopped", async () => {
    await using past = await aPast([]);
    await past.reader[Symbol.asyncDispose]();
    await expect(past.reader.ask("latestRequests", 1)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  test.skipIf(process.getuid?.() === 0)("can be read where nothing may be written", async () => {
    await using past = await aPast([{ activity: [aStart()] }]);
    past.committer.close();
    await chmod(past.directory, 0o500);
    const { lines } = await past.reader.ask("auditPage", { limit: 10 });
    await chmod(past.directory, 0o700);
    expect(lines).toHaveLength(1);
  });
});

function ended(id: string, state: ChangeRequestState, at: number, register = "boiler.setpoint"): Write {
  return {
    changeRequests: [aChangeRequest({ id, state, register })],
    activity: [aMove({ changeRequest: idOf(id), at, from: "pending", to: state })],
  };
}

function idsOf({ requests }: { readonly requests: readonly { readonly id: string }[] }): string[] {
  return requests.map(({ id }) => id);
}

async function aPast(writes: readonly Write[]) {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const path = join(directory.path, "regdesk.db");
  const committer = started.adopt(new Committer(path), (open) => open.close());
  committer.commit([batchOf(...writes)]);
  const reader = started.use(new Reader(path, SILENT));
  const running = started.move();
  return {
    directory: directory.path,
    committer,
    reader,
    write: (write: Write) => Promise.resolve(committer.commit([batchOf(write)])),
    finished: (query: object) => reader.ask("finishedRequests", FinishedPageQuery.parse(query)),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
