import { expect, test } from "vitest";
import { ActivityPageQuery } from "#shared/contract/activity.ts";
import { auditPages } from "#electron/store/audit-pages.ts";
import { batchOf } from "#electron/store/batch.ts";
import { committing } from "#electron/store/committer.ts";
import { openDatabase } from "#electron/store/database.ts";
import { jsonText } from "#shared/json.ts";
import { ACTIVITY_KINDS, type Activity } from "#shared/model/activity.ts";
import { ChangeRequestState } from "#shared/model/change-request.ts";
import {
  addressOf,
  countOf,
  facetsFrom,
  filterOf,
  matches,
  NO_FACETS,
  OTHER_FACETS,
  REQUEST_FACETS,
  type Facets,
} from "../../renderer/lib/timeline-facets.ts";
import { aMove, aStart } from "../support/activity.ts";
import { named } from "../support/builders.ts";
import { NOON } from "../support/fake-clock.ts";

const TODAY = new Date(2026, 10, 20).getTime();
const facets = (given: Partial<Facets>): Facets => ({ ...NO_FACETS, ...given });
const filter = (given: Partial<Facets>) => filterOf(facets(given), TODAY);

test("every kind of line and every state of a request can be chosen, once", () => {
  const kinds = ["change-request", ...Object.values(OTHER_FACETS).flat()];
  expect(kinds.sort()).toEqual([...ACTIVITY_KINDS].sort());
  expect(Object.values(REQUEST_FACETS).flat().sort()).toEqual([...ChangeRequestState.options].sort());
});

test("the address brings back what was chosen, and says nothing of what was not", () => {
  const chosen = facets({
    ...{ text: "boiler", who: "anna", what: ["denied", "gate"], period: "between" },
    ...{ from: "2026-11-20T10:00", to: "" },
  });
  const address = addressOf(chosen);
  expect(facetsFrom((name) => address[name])).toEqual(chosen);
  expect(Object.values(addressOf(NO_FACETS)).filter((value) => value !== undefined)).toEqual([]);
  expect(facetsFrom((name) => ({ what: "denied,nonsense", when: "once" })[name])).toEqual(facets({ what: ["denied"] }));
  expect([countOf(chosen), countOf(facets({ text: "boiler" }))]).toEqual([3, 0]);
});

test("the host is asked for no more than what was chosen", () => {
  expect(filter({})).toEqual({});
  expect(filter({ text: " boiler ", who: "anna " })).toEqual({ text: "boiler", by: "anna" });
  expect(filter({ what: ["gate"] })).toEqual({ kinds: ["policy-changed", "rule-changed"] });
  expect(filter({ what: ["missed", "imports"] })).toEqual({
    kinds: ["change-request", "imported"],
    states: ["expired", "not-picked-up"],
  });
});

test("a time is told in moments: from the first one on, up to the one behind the last", () => {
  const day = (date: number) => new Date(2026, 10, date).getTime();
  expect(filter({ period: "today" })).toEqual({ from: day(20) });
  expect(filter({ period: "yesterday" })).toEqual({ from: day(19), to: day(20) });
  expect(filter({ period: "week" })).toEqual({ from: day(14) });
  const [from, to] = ["2026-11-18T00:00", "2026-11-19T00:00"];
  expect(filter({ period: "between", from, to })).toEqual({ from: day(18), to: day(19) });
  expect(filter({ period: "between", from, to: "" })).toEqual({ from: day(18) });
});

const LINES: readonly Activity[] = [
  aStart(NOON),
  aMove({ at: NOON + 1, register: named("Äpfel.Boiler") }),
  aMove({
    at: NOON + 2,
    by: "anna (window)",
    register: named("pump"),
    from: "pending",
    to: "denied",
    note: "100 % OFF",
  }),
  {
    ...{ kind: "rule-changed", at: NOON + 3, by: "ben", change: "added" },
    ...{ rule: { id: "1", name: "Night_setback" }, after: jsonText({}) },
  },
  { kind: "imported", at: NOON + 4, by: "anna (window)", path: "site.csv", registers: 3 },
];

test.each([
  [{}],
  [{ kinds: ["imported", "host-started"] }],
  [{ states: ["denied"] }],
  [{ kinds: ["change-request"], states: ["pending"] }],
  [{ text: "boiler" }],
  [{ text: "äpfel" }],
  [{ text: "100 % off" }],
  [{ text: "t_s" }],
  [{ text: "SITE" }],
  [{ by: "ANNA" }],
  [{ by: "regdesk" }],
  [{ from: NOON + 1, to: NOON + 3 }],
  [{ by: "anna", text: "pump", from: NOON + 2 }],
] as const)("what comes in fits %j for the window just when it does for the host's database", (given) => {
  const database = openDatabase(":memory:");
  committing(database)([batchOf({ activity: LINES })]);
  const query = ActivityPageQuery.parse(given);
  const found = auditPages(database)({ ...query, after: 0 }).lines.map(({ at }) => at);
  expect(LINES.filter((line) => matches(line, query)).map(({ at }) => at)).toEqual(found);
});
