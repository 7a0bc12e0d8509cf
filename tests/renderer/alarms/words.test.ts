import { afterEach, expect, test } from "vitest";
import type { AlarmCause } from "#shared/model/alarm.ts";
import { alarmSentence, standingOf } from "../../../renderer/lib/alarms/words.ts";
import { speak } from "../../../renderer/lib/messages/messages.ts";
import { jsonText } from "#shared/json.ts";
import { anAlarm } from "../../support/alarms.ts";
import { NOON } from "../../support/fake-clock.ts";

afterEach(() => speak("en"));

const valueOf = (
  condition: Extract<AlarmCause, { kind: "value" }>["condition"],
  value: string | number | boolean,
  before?: number,
): AlarmCause => ({
  ...{ kind: "value", condition, value: jsonText(value) },
  ...(before !== undefined && { before: jsonText(before) }),
});
const limited = { hysteresis: 0, delay: 0 };

test.each<[AlarmCause, string, string]>([
  [{ kind: "device-offline" }, "boiler-2 is offline", "boiler-2 ist offline"],
  [
    { kind: "register-silent" },
    "boiler.temperature is not reported any more",
    "boiler.temperature wird nicht mehr gemeldet",
  ],
  [
    { kind: "storm", devices: 14 },
    "Network or this laptop lost contact (14 devices)",
    "Netzwerk oder dieser Laptop hat den Kontakt verloren (14 Geräte)",
  ],
  [
    valueOf({ kind: "above", limit: 80, ...limited }, 85.2),
    "boiler.temperature is 85.2\u00a0°C, above 80\u00a0°C",
    "boiler.temperature ist 85.2\u00a0°C, über 80\u00a0°C",
  ],
  [
    valueOf({ kind: "differs", value: jsonText("open"), ...limited }, "closed"),
    "boiler.temperature is closed, not open",
    "boiler.temperature ist closed statt open",
  ],
  [
    valueOf({ kind: "equals", value: jsonText(true), ...limited }, true),
    "boiler.temperature is true",
    "boiler.temperature ist true",
  ],
  [
    valueOf({ kind: "changed" }, 2, 1),
    "boiler.temperature changed from 1\u00a0°C to 2\u00a0°C",
    "boiler.temperature hat sich von 1\u00a0°C auf 2\u00a0°C geändert",
  ],
  [
    valueOf({ kind: "contains", text: "err", delay: 0 }, "an error"),
    "boiler.temperature is “an error”, which contains “err”",
    "boiler.temperature ist „an error“ und enthält „err“",
  ],
])("an alarm about %o is told in the language of the window", (cause, english, german) => {
  const alarm = anAlarm({ cause, register: "boiler.temperature" });
  expect(alarmSentence(alarm, "°C")).toBe(english);
  speak("de");
  expect(alarmSentence(alarm, "°C")).toBe(german);
});

test("what keeps an alarm quiet is its word, whatever it is", () => {
  const shelved = { until: NOON, by: "ann", at: NOON, reason: "tested" };
  expect(standingOf(anAlarm({ shelved }))).toEqual({ tone: "off", word: "Shelved" });
  expect(standingOf(anAlarm({ isMuted: true }))).toEqual({ tone: "off", word: "Muted" });
});

test("red is for what is to be acted on now: a note is none", () => {
  const tones = ([3, 2, 1] as const).map((severity) => standingOf(anAlarm({ severity })).tone);
  expect(tones).toEqual(["bad", "bad", "late"]);
  expect(standingOf(anAlarm({ state: "active-acked", severity: 3 })).tone).toBe("late");
});
