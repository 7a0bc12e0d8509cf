/** Lines of the audit about devices and alarms in plain words. */
import type { Activity } from "#shared/model/activity.ts";
import { alarmSentence } from "./alarms/words.ts";
import { clock, text } from "./messages/messages.ts";
import type { LineWords } from "./timeline-words.ts";

type Of<Kind extends Activity["kind"]> = Extract<Activity, { readonly kind: Kind }>;

const t = () => text.activity.fleet;

export function deviceStateWords({ name, to, isFirst, cause }: Of<"device-state">): LineWords {
  if (to === "offline") return { subject: name, phrase: t().offline[cause ?? "unknown"] };
  if (to === "moved") return { subject: name, phrase: t().moved };
  if (to === "flapping") return { subject: name, phrase: t().flapping };
  return { subject: name, phrase: isFirst ? t().first : t().on };
}

export function deviceChangedWords({ name, change }: Of<"device-changed">, who: string): LineWords {
  return { subject: name, phrase: t().device[change](who) };
}

export function maintenanceWords({ name, change, until, at, note }: Of<"maintenance">, who: string): LineWords {
  const { began, ended } = t().maintenance;
  const phrase = change === "began" ? began(clock.moment(until, at), who) : ended(who);
  return { subject: name, phrase, ...(note === undefined ? {} : { note }) };
}

export function alarmWords(line: Of<"alarm">, who: string): LineWords {
  const { name, register, change, note, cause } = line;
  const what = cause === undefined ? line.text : alarmSentence({ ...line, cause });
  return { subject: register ?? name, phrase: t().alarm[change](what, who), ...(note === undefined ? {} : { note }) };
}

export function alarmRuleWords({ rule, change }: Of<"alarm-rule-changed">, who: string): LineWords {
  return { subject: rule.name, phrase: t().alarmRule[change](who) };
}
