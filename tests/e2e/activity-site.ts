/** A site with a past: an audit that was filled long before its host starts. */
import { join } from "node:path";
import { batchOf } from "#electron/store/batch.ts";
import { committing } from "#electron/store/committer.ts";
import { openDatabase } from "#electron/store/database.ts";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import { SourceName } from "#shared/model/source.ts";
import { aMove } from "../support/activity.ts";
import { idOf, named } from "../support/builders.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RULE = { id: "night", name: "Night setback" };
const ANNA = "anna (window)";

/** Fills the audit of a directory, which no host may be using. @param count how many lines  @param until of the last one */
export function fillAudit(dataDirectory: string, count: number, until: number): void {
  const database = openDatabase(join(dataDirectory, "regdesk.db"));
  try {
    const commit = committing(database);
    const others = rarities(until);
    const requests = movesUntil(until - 4 * HOUR, count - others.length);
    commit([batchOf({ activity: [...requests, ...others] })]);
  } finally {
    database.close();
  }
}

/** Requests of ten rooms over as many days as it takes, each with what became of it. Oldest first. */
function movesUntil(until: number, count: number): Activity[] {
  const moves: Activity[] = [];
  for (let n = 0; moves.length < count; n += 1)
    moves.push(...lifeOf(n, until - (Math.ceil(count / 5) - n) * 13 * MINUTE));
  return moves.slice(0, count);
}

function lifeOf(n: number, at: number): Activity[] {
  const request = {
    ...{ changeRequest: idOf(n + 1), register: named(`heating-${n % 10}.setpoint`), device: `heating-${n % 10}` },
    ...{ before: jsonText(20), after: jsonText(20 + (n % 8) / 2), requester: "192.168.1.30" },
  };
  if (n % 7 === 0)
    return [
      aMove({ ...request, at }),
      aMove({ ...request, at: at + MINUTE, by: ANNA, from: "pending", to: "denied", note: `Too warm for room ${n}` }),
    ];
  return [
    aMove({ ...request, at, rule: RULE }),
    aMove({ ...request, at, by: `rule “${RULE.name}”`, from: "pending", to: "approved", rule: RULE }),
    aMove({ ...request, at: at + 5_000, by: "Regdesk", from: "approved", to: "deliverable" }),
    aMove({ ...request, at: at + 8_000, by: "Regdesk", from: "deliverable", to: "delivered" }),
    aMove({ ...request, at: at + 10_000, by: "Regdesk", from: "delivered", to: "applied", outcome: "applied" }),
  ];
}

/** One of everything that is no change request, and what is hard to draw. */
function rarities(until: number): Activity[] {
  const at = (minutesBefore: number) => until - minutesBefore * MINUTE;
  const rule = { id: "night", name: RULE.name, enabled: true, action: "approve", registers: [], limits: { max: 22 } };
  const source = SourceName.parse("plant-catalog");
  const run = { kind: "sync-run" as const, by: "Regdesk", source, trigger: "schedule" as const };
  const nothing = { added: 0, updated: 0, removed: 0 };
  return [
    { kind: "host-started", at: at(180), by: "Regdesk", version: "1.0.0" },
    {
      kind: "policy-changed",
      at: at(170),
      by: ANNA,
      setting: "mode",
      before: jsonText("ask"),
      after: jsonText("rules"),
    },
    {
      ...{ kind: "policy-changed", at: at(169), by: ANNA, setting: "limits" },
      before: jsonText({ grace: 5_000, decision: 900_000, pickUp: 900_000 }),
      after: jsonText({ grace: 10_000, decision: 900_000, pickUp: 900_000 }),
    },
    { kind: "rule-changed", at: at(160), by: ANNA, change: "added", rule: RULE, after: jsonText(rule) },
    {
      ...{ kind: "rule-changed", at: at(150), by: "ben (command line)", change: "changed", rule: RULE },
      before: jsonText(rule),
      after: jsonText({ ...rule, action: "ask", limits: { max: 24, step: 2 } }),
    },
    {
      kind: "rule-changed",
      at: at(149),
      by: ANNA,
      change: "moved",
      rule: RULE,
      before: jsonText(3),
      after: jsonText(1),
    },
    {
      kind: "setting-changed",
      at: at(140),
      by: ANNA,
      setting: "backupsKept",
      before: jsonText(7),
      after: jsonText(14),
    },
    { kind: "source-changed", at: at(130), by: ANNA, change: "added", source, after: jsonText({ name: source }) },
    {
      ...run,
      at: at(129),
      run: 1,
      reason: "source-data-changed",
      outcome: "complete",
      ...nothing,
      added: 41,
      updated: 2,
    },
    ...Array.from({ length: 6 }, (_, n): Activity => {
      const note = "The server plant.example does not answer; check the network.";
      return {
        ...run,
        at: at(120 - n * 4),
        run: 2 + n,
        reason: "error-checking-sync-need",
        outcome: "failed",
        ...nothing,
        note,
      };
    }),
    { kind: "imported", at: at(80), by: ANNA, path: "setpoints-2026.csv", registers: 128 },
    { kind: "demo-started", at: at(70), by: ANNA },
    { kind: "demo-stopped", at: at(60), by: ANNA },
    { kind: "backup-made", at: at(50), by: "Regdesk", path: "/var/lib/regdesk/backups/regdesk-2026-11-20.db" },
    ...asked(at(40), 40),
    ...becameOfIt(at(20)),
  ];
}

/** One wish after the other for one register, each in place of the one before. */
function asked(at: number, count: number): Activity[] {
  return Array.from({ length: count }, (_, n): Activity[] => {
    const move = {
      at: at + n * 1_000,
      register: named("boiler.setpoint"),
      before: jsonText(55),
      after: jsonText(56 + n),
    };
    const replaced = { ...move, changeRequest: idOf(9_000 + n), by: "Regdesk", after: jsonText(55 + n) };
    const pending = aMove({ ...move, changeRequest: idOf(9_001 + n), by: "192.168.1.31" });
    return n === 0 ? [pending] : [pending, aMove({ ...replaced, from: "pending", to: "superseded" })];
  }).flat();
}

function becameOfIt(at: number): Activity[] {
  const pump = { changeRequest: idOf(9_100), register: named("pump.speed"), before: jsonText(40), after: jsonText(80) };
  const long = {
    changeRequest: idOf(9_101),
    register: named(`${"building-west.floor-03.air-handling-unit.".repeat(2)}setpoint`),
    before: jsonText({ zones: [20, 21], mode: "eco" }),
    after: jsonText({ zones: [20, 23], mode: "comfort" }),
  };
  return [
    aMove({ ...pump, at }),
    aMove({ ...pump, at: at + 1_000, by: ANNA, from: "pending", to: "approved", note: "Agreed on the phone" }),
    aMove({ ...pump, at: at + 2_000, by: ANNA, from: "approved", to: "pending" }),
    aMove({ ...pump, at: at + 9_000, by: ANNA, from: "pending", to: "approved" }),
    aMove({ ...pump, at: at + 15_000, by: "Regdesk", from: "approved", to: "delivered", device: "pump-4" }),
    aMove({
      ...{ ...pump, at: at + 20_000, by: "Regdesk", from: "delivered", to: "applied-differently", device: "pump-4" },
      ...{ outcome: "applied-differently", outcomeValue: jsonText(75) },
    }),
    aMove({ ...long, at: at + 30_000 }),
    aMove({
      ...long,
      at: at + 40_000,
      by: "ben (command line)",
      from: "pending",
      to: "denied",
      note: "Not while people work there",
    }),
  ];
}
