import { clock } from "../../renderer/lib/messages/messages.ts";
import { expect, test } from "vitest";
import { jsonText } from "#shared/json.ts";
import { ACTIVITY_KINDS, type Activity } from "#shared/model/activity.ts";
import { AlarmId } from "#shared/model/alarm.ts";
import { DeviceId } from "#shared/model/device.ts";
import { ChangeRequestState } from "#shared/model/change-request.ts";
import { SourceName } from "#shared/model/source.ts";
import { speak } from "../../renderer/lib/messages/messages.ts";
import { sentenceOf, wordsOf } from "../../renderer/lib/timeline-words.ts";
import { named } from "../support/builders.ts";
import { aMove } from "../support/activity.ts";
import { NOON } from "../support/fake-clock.ts";
import { TokenName } from "#shared/model/token.ts";

const occasion = { at: NOON, by: "anna (window)" };
const rule = { id: "1", name: "Night setback" };
const source = SourceName.parse("plant");
const run = {
  ...occasion,
  kind: "sync-run",
  source,
  run: 1,
  trigger: "schedule",
  reason: "source-data-changed",
} as const;
const boiler = { device: DeviceId.parse("d1"), name: "Boiler" };
const limits = { grace: 5_000, decision: 900_000, pickUp: 900_000 };

/** One of each kind at least, and how it reads. */
const LINES: readonly (readonly [Activity, string])[] = [
  [aMove({ before: jsonText(21) }), "boiler.setpoint 21 → 22 °C asked for by 192.168.1.30"],
  [
    aMove({ ...occasion, to: "denied", note: "not today" }),
    "boiler.setpoint → 22 °C denied by anna (window) “not today”",
  ],
  [aMove({ to: "approved", by: "rule “Night setback”" }), "boiler.setpoint → 22 °C approved by rule “Night setback”"],
  [aMove({ to: "delivered", device: "boiler" }), "boiler.setpoint → 22 °C picked up by boiler"],
  [
    aMove({ to: "applied-differently", outcome: "applied-differently", outcomeValue: jsonText(21.5) }),
    "boiler.setpoint → 22 °C applied differently: the device reports 21.5 °C",
  ],
  [
    aMove({ before: jsonText({ a: 1, b: [1, 2] }), after: jsonText({ a: 2, b: [1] }) }),
    "boiler.setpoint 2 differences asked for by 192.168.1.30",
  ],
  [{ kind: "host-started", ...occasion, version: "1.2.3" }, "Regdesk 1.2.3 started"],
  [{ kind: "host-stopped", ...occasion, version: "1.2.3" }, "Regdesk 1.2.3 stopped"],
  [
    { kind: "slept", ...occasion, since: occasion.at, seen: "told" },
    `The laptop slept from ${clock.moment(occasion.at, occasion.at)} to ${clock.moment(occasion.at, occasion.at)}`,
  ],
  [
    { kind: "clock-set", ...occasion, was: occasion.at - 3_600_000 },
    `The laptop’s clock was set from ${clock.moment(occasion.at - 3_600_000, occasion.at)} to ${clock.moment(occasion.at, occasion.at)}`,
  ],
  [
    { kind: "policy-changed", ...occasion, setting: "mode", before: jsonText("ask"), after: jsonText("rules") },
    "Mode of the gate Ask me → Rules only changed by anna (window)",
  ],
  [
    {
      ...{ kind: "policy-changed", ...occasion, setting: "limits" },
      ...{ before: jsonText(limits), after: jsonText({ ...limits, grace: 0 }) },
    },
    "Time to undo an approval 5 s → None changed by anna (window)",
  ],
  [
    { kind: "rule-changed", ...occasion, change: "moved", rule, before: jsonText(3), after: jsonText(1) },
    "Night setback place 3 → place 1 rule moved by anna (window)",
  ],
  [
    { kind: "setting-changed", ...occasion, setting: "listenPort", before: jsonText(null), after: jsonText(8080) },
    "Port nothing → 8080 changed by anna (window)",
  ],
  [
    { kind: "setting-changed", ...occasion, setting: "ofLater", before: jsonText(1), after: jsonText(2) },
    "ofLater 1 → 2 changed by anna (window)",
  ],
  [{ kind: "source-changed", ...occasion, change: "paused", source }, "plant source paused by anna (window)"],
  [{ ...run, outcome: "complete", added: 3, updated: 2, removed: 0 }, "plant synced: 3 added, 2 changed, 0 removed"],
  [
    { ...run, outcome: "failed", added: 0, updated: 0, removed: 0, note: "No answer." },
    "plant sync failed “No answer.”",
  ],
  [{ kind: "archived", ...occasion, registers: 12 }, "12 registers taken off the list by anna (window)"],
  [
    { kind: "archived", ...occasion, registers: 1, register: named("pump.speed") },
    "pump.speed taken off the list by anna (window)",
  ],
  [{ kind: "imported", ...occasion, path: "site.csv", registers: 1 }, "site.csv 1 register imported by anna (window)"],
  [{ kind: "device-state", ...occasion, ...boiler, to: "offline", isFirst: false, cause: "device" }, "Boiler offline"],
  [{ kind: "device-changed", ...occasion, ...boiler, change: "kept" }, "Boiler device kept by anna (window)"],
  [
    { kind: "maintenance", ...occasion, change: "ended", name: "roof", until: NOON },
    "roof maintenance ended by anna (window)",
  ],
  [
    {
      ...{ kind: "alarm", ...occasion, alarm: AlarmId.parse("3"), change: "acknowledged", severity: 2 },
      ...{ name: "Boiler", text: "Boiler is offline", note: "on my way" },
    },
    "Boiler alarm acknowledged by anna (window): Boiler is offline “on my way”",
  ],
  [
    { kind: "alarm-rule-changed", ...occasion, change: "added", rule: { id: "hot", name: "Too hot" } },
    "Too hot alarm rule added by anna (window)",
  ],
  [
    { kind: "token-changed", ...occasion, change: "revoked", name: TokenName.parse("pump-1") },
    "pump-1 token revoked by anna (window)",
  ],
  [{ kind: "tokens-switched", ...occasion, to: "on" }, "Access tokens switched on by anna (window)"],
  [{ kind: "demo-started", ...occasion }, "Demo site started by anna (window)"],
  [{ kind: "demo-stopped", ...occasion }, "Demo site removed by anna (window)"],
  [{ kind: "backup-made", at: NOON, by: "Regdesk", path: "/var/backups/a.db" }, "a.db backup made"],
  [
    { kind: "restored", ...occasion, path: "C:\\backups\\a.db", setAside: "b.db" },
    "a.db backup restored by anna (window)",
  ],
  [
    { kind: "backup-merged", ...occasion, path: "/var/backups/a.db", added: 12, refused: 1 },
    "a.db what was missing added from the backup by anna (window): 12, 1 refused",
  ],
  [
    { kind: "erased", ...occasion, askedAt: NOON },
    "Everything erased, as anna (window) asked 12:00:00; this audit begins here",
  ],
  [
    { kind: "database-set-aside", at: NOON, by: "Regdesk", path: "/var/b.db" },
    "b.db damaged database set aside; this audit begins where its ends",
  ],
];

test.each(LINES)("%j reads in plain words", (line, sentence) => {
  expect(sentenceOf(line, "°C")).toBe(sentence.replaceAll(" °C", "\u00a0°C"));
});

test("an alarm reads in the window's language, unless its line is of before", () => {
  const alarm = { kind: "alarm", ...occasion, alarm: AlarmId.parse("3"), change: "raised", severity: 2 } as const;
  const line = { ...alarm, name: "Boiler", deviceName: "Boiler", text: "Boiler is offline" };
  speak("de");
  try {
    expect(sentenceOf({ ...line, cause: { kind: "device-offline" } })).toBe("Boiler Alarm: Boiler ist offline");
    expect(sentenceOf(line)).toBe("Boiler Alarm: Boiler is offline");
  } finally {
    speak("en");
  }
});

test("every kind has its words", () => {
  expect(new Set(LINES.map(([{ kind }]) => kind))).toEqual(new Set(ACTIVITY_KINDS));
});

test("every state of a request has a phrase, in both languages", () => {
  for (const language of ["de", "en"] as const) {
    speak(language);
    const phrases = ChangeRequestState.options.map((to) => wordsOf(aMove({ to })).phrase);
    expect(new Set(phrases).size).toBe(ChangeRequestState.options.length);
  }
});

test("who is not known is told so", () => {
  expect(wordsOf(aMove({ by: "" })).phrase).toBe("asked for by somebody unknown");
});

test("a long value is cut off in a line", () => {
  expect(wordsOf(aMove({ after: jsonText("x".repeat(500)) })).change).toHaveLength(50);
});
