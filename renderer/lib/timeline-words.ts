/** A line of the audit in plain words: what it happened to, from what to what, and what happened through whom. */
import type { JsonText } from "#shared/json.ts";
import { GateLimits, GateMode } from "#shared/model/gate.ts";
import type { Activity } from "#shared/model/activity.ts";
import { changesIn, diffTree } from "./json-diff.ts";
import { clock, text } from "./messages/messages.ts";
import { deciderWords } from "./request-decider.ts";
import { statusOf, TONES, type Tone } from "./status.ts";
import { span } from "./time.ts";
import * as fleet from "./timeline-fleet.ts";
import { happeningOf, type Happening, type OtherKind } from "./timeline.ts";
import { cellText, kindOf, plainText, valueWithUnit } from "./value.ts";

export interface LineWords {
  /** What it happened to: a register, a rule, a setting, a source, a file. */
  readonly subject: string;
  /** `21 → 24 °C` */
  readonly change?: string;
  readonly phrase: string;
  /** Why, in somebody's own words. */
  readonly note?: string;
}

/** As much of a value as stands in a line. */
const LONGEST = 48;
/** Comparing larger ones, in characters, takes longer than drawing a line may. */
const LARGEST_COMPARED = 20_000;

type Of<Kind extends Activity["kind"]> = Extract<Activity, { readonly kind: Kind }>;
type Words = { [Kind in Activity["kind"]]: (line: Of<Kind>, unit: string | undefined) => LineWords };

const t = () => text.activity;

const WORDS: Words = {
  "change-request": (line, unit) => ({
    subject: line.register === "" ? text.registers.emptyName : line.register,
    change: changeOf(line, unit),
    phrase: REQUEST_PHRASES[happeningOf(line) as RequestHappening](line, unit),
    ...(line.note === undefined ? {} : { note: line.note }),
  }),
  "host-started": ({ version }) => ({ subject: t().regdesk(version), phrase: t().phrases.started }),
  "host-stopped": ({ version }) => ({ subject: t().regdesk(version), phrase: t().phrases.stopped }),
  slept: ({ since, at, seen }) => ({
    subject: t().laptop,
    phrase: t().phrases[seen](clock.moment(since, at), clock.moment(at, at)),
  }),
  "clock-set": ({ was, at }) => ({
    subject: t().clock,
    phrase: t().phrases.clockSet(clock.moment(was, at), clock.moment(at, at)),
  }),
  "policy-changed": (line) => ({ ...policyWords(line), phrase: t().phrases.changed(whoOf(line)) }),
  "rule-changed": (line) => ({
    subject: line.rule.name,
    ...(line.change === "moved" ? { change: arrow(placeOf(line.before), placeOf(line.after)) } : {}),
    phrase: t().phrases.rule[line.change](whoOf(line)),
  }),
  "setting-changed": (line) => ({
    subject: settingTitle(line.setting),
    change: arrow(settingValue(line.setting, line.before), settingValue(line.setting, line.after)),
    phrase: t().phrases.changed(whoOf(line)),
  }),
  "source-changed": (line) => ({
    subject: line.register === undefined ? line.source : `${line.source}: ${line.register}`,
    ...(line.register === undefined ? {} : { change: arrow(line.before ?? "", line.after ?? "") }),
    ...(line.change === "moved" ? { change: arrow(placeOf(line.before), placeOf(line.after)) } : {}),
    phrase: t().phrases.source[line.change](whoOf(line)),
  }),
  "sync-run": (line) => ({
    subject: line.source,
    phrase: syncPhrase(line),
    ...(line.note === undefined ? {} : { note: line.note }),
  }),
  "device-state": fleet.deviceStateWords,
  "device-changed": (line) => fleet.deviceChangedWords(line, whoOf(line)),
  maintenance: (line) => fleet.maintenanceWords(line, whoOf(line)),
  alarm: (line) => fleet.alarmWords(line, whoOf(line)),
  "alarm-rule-changed": (line) => fleet.alarmRuleWords(line, whoOf(line)),
  archived: (line) => ({
    subject: line.register ?? text.registersList.registers(line.registers),
    phrase: t().phrases.archived(whoOf(line)),
  }),
  imported: (line) => ({ subject: line.path, phrase: t().phrases.imported(line.registers, whoOf(line)) }),
  "token-changed": (line) => ({ subject: line.name, phrase: text.tokens.activity[line.change](whoOf(line)) }),
  "tokens-switched": (line) => ({ subject: text.tokens.title, phrase: text.tokens.activity[line.to](whoOf(line)) }),
  "demo-started": (line) => ({ subject: t().demoSite, phrase: t().phrases.demoStarted(whoOf(line)) }),
  "demo-stopped": (line) => ({ subject: t().demoSite, phrase: t().phrases.demoStopped(whoOf(line)) }),
  "backup-made": (line) => ({
    subject: fileOf(line.path),
    phrase: line.by === REGDESK ? t().phrases.backupMade : t().phrases.backupMadeBy(whoOf(line)),
  }),
  restored: (line) => ({ subject: fileOf(line.path), phrase: t().phrases.restored(whoOf(line)) }),
  "backup-merged": (line) => ({
    subject: fileOf(line.path),
    phrase: t().phrases.merged(line.added, line.refused, whoOf(line)),
  }),
  erased: (line) => ({
    subject: t().everything,
    phrase: t().phrases.erased(whoOf(line), clock.moment(line.askedAt, line.at)),
  }),
  "database-set-aside": ({ path }) => ({ subject: fileOf(path), phrase: t().phrases.setAside }),
};

/** What the host does by itself goes under its own name. */
const REGDESK = "Regdesk";

/** @param unit the register's, as far as it is known */
export function wordsOf(line: Activity, unit?: string): LineWords {
  return (WORDS[line.kind] as (line: Activity, unit?: string) => LineWords)(line, unit);
}

/** On one line, for who listens and for who copies. */
export function sentenceOf(line: Activity, unit?: string): string {
  const { subject, change, phrase, note } = wordsOf(line, unit);
  return [subject, change, phrase, note && `“${note}”`].filter(Boolean).join(" ");
}

/** @returns nothing for what is just done, neither well nor ill */
export function toneOf(line: Activity): Tone | undefined {
  if (line.kind === "change-request") return TONES[statusOf(line.to)];
  if (line.kind === "database-set-aside") return "bad";
  if (line.kind === "device-state") return line.to === "offline" ? "bad" : line.to === "flapping" ? "late" : undefined;
  if (line.kind !== "sync-run") return undefined;
  return line.outcome === "failed" ? "bad" : line.outcome === "needs-confirmation" ? "late" : undefined;
}

export function whoOf({ by }: Activity): string {
  return by === "" ? t().unknown : deciderWords(by);
}

/** A value as it stands in a sentence. */
export function shortValue(json: string | undefined, unit: string | undefined): string {
  if (json === undefined) return text.changes.noKnownValue;
  if (kindOf(json) === "null") return text.registers.noValue;
  const shown = valueWithUnit(json, unit);
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST - 1)}…`;
}

function arrow(before: string, after: string): string {
  return `${before} → ${after}`;
}

function changeOf({ before, after }: Of<"change-request">, unit: string | undefined): string {
  const differences = differencesOf(before, after);
  if (differences !== undefined) return text.inspector.diff.count(differences);
  const asked = shortValue(after, unit);
  return before === undefined || before === after ? `→ ${asked}` : arrow(shortValue(before, undefined), asked);
}

/** Of structures, which do not fit a line. */
function differencesOf(before: string | undefined, after: string): number | undefined {
  if (before === undefined || before.length + after.length > LARGEST_COMPARED) return undefined;
  const areStructures = [before, after].every((json) => /^(object|array)$/.test(kindOf(json)));
  return areStructures ? changesIn(diffTree(before, after)).length : undefined;
}

type RequestHappening = Exclude<Happening, OtherKind>;
type Phrase = (line: Of<"change-request">, unit: string | undefined) => string;

const byWhom =
  (phrase: "pending" | "undone" | "approved" | "denied" | "cancelled" | "recalled"): Phrase =>
  (line) =>
    t().phrases[phrase](whoOf(line));
const byItself =
  (phrase: "superseded" | "expired" | "deliverable"): Phrase =>
  () =>
    t().phrases[phrase];
const byDevice =
  (phrase: "notPickedUp" | "delivered" | "applied"): Phrase =>
  (line) =>
    t().phrases[phrase](deviceOf(line));

const REQUEST_PHRASES: Readonly<Record<RequestHappening, Phrase>> = {
  pending: byWhom("pending"),
  undone: byWhom("undone"),
  approved: byWhom("approved"),
  denied: byWhom("denied"),
  cancelled: byWhom("cancelled"),
  recalled: byWhom("recalled"),
  superseded: byItself("superseded"),
  expired: byItself("expired"),
  deliverable: byItself("deliverable"),
  "not-picked-up": byDevice("notPickedUp"),
  delivered: byDevice("delivered"),
  applied: byDevice("applied"),
  "applied-differently": (line, unit) =>
    t().phrases.appliedDifferently(deviceOf(line), shortValue(line.outcomeValue, unit)),
  unchanged: (line, unit) => t().phrases.unchanged(deviceOf(line), shortValue(line.outcomeValue ?? line.before, unit)),
};

const deviceOf = ({ device }: Of<"change-request">) => device ?? t().theDevice;

function syncPhrase({ outcome, added, updated, removed }: Of<"sync-run">): string {
  const { sync, counts } = t().phrases;
  const hasCounts = outcome === "complete" || outcome === "needs-confirmation";
  return hasCounts ? `${sync[outcome]}: ${counts(added, updated, removed)}` : sync[outcome];
}

function policyWords({ setting, before, after }: Of<"policy-changed">): Pick<LineWords, "subject" | "change"> {
  const titles = text.rules.settings;
  if (setting === "mode") return { subject: titles.mode.title, change: arrow(modeName(before), modeName(after)) };
  if (setting === "denyNoteRequired")
    return { subject: titles.denyNote.title, change: arrow(onOff(before), onOff(after)) };
  const [was, is] = [limitsIn(before), limitsIn(after)];
  const changed = (["grace", "decision", "pickUp"] as const).filter((limit) => was[limit] !== is[limit]);
  const [only] = changed;
  const told = changed.map((limit) => arrow(waitWords(was[limit]), waitWords(is[limit])));
  if (changed.length === 1 && only) return { subject: titles[only].title, change: told.join("") };
  return { subject: t().limits, change: told.join(", ") };
}

const waitWords = (milliseconds: number) => (milliseconds === 0 ? text.rules.settings.none : span(milliseconds));

function limitsIn(json: JsonText): GateLimits {
  return GateLimits.catch(GateLimits.parse({})).parse(JSON.parse(json));
}

function modeName(json: JsonText): string {
  const mode = GateMode.safeParse(JSON.parse(json));
  return mode.success ? text.rules.modes[mode.data].name : plainText(json);
}

const onOff = (json: string) => (json === "true" ? text.settings.onOff.on : text.settings.onOff.off);

/** A setting that a later Regdesk knows, or that is no more, keeps its own name. */
export function settingTitle(setting: string): string {
  const known = (text.settings as Readonly<Record<string, unknown>>)[setting];
  const { title } = (typeof known === "object" ? known : {}) as { readonly title?: string };
  return title ?? setting;
}

export function settingValue(setting: string, json: JsonText): string {
  const kind = kindOf(json);
  if (kind === "null") return t().nothing;
  if (kind === "boolean") return onOff(json);
  const known = (text.settings as Readonly<Record<string, unknown>>)[setting];
  const { choices } = (typeof known === "object" ? known : {}) as { readonly choices?: Record<string, string> };
  if (setting === "quietHours" && kind === "object") {
    const { from, to } = JSON.parse(json) as { readonly from: string; readonly to: string };
    return text.rules.fromTo(from, to);
  }
  return choices?.[plainText(json)] ?? cellText(json);
}

function placeOf(json: JsonText | undefined): string {
  return json === undefined ? t().nothing : t().place(Number(json));
}

/** Folders are told by the whole record. */
const fileOf = (path: string) => path.split(/[\\/]/).at(-1) ?? path;
