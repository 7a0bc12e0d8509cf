import { expect, test } from "vitest";
import { jsonText } from "#shared/json.ts";
import { OFFLINE_RULE, type AlarmCondition } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import { ruleName, scopeWords, whenWords } from "../../../renderer/lib/alarms/rule-words.ts";
import { speak } from "../../../renderer/lib/messages/messages.ts";
import { anAlarmRule } from "../../support/alarms.ts";

test.each<[AlarmCondition, string]>([
  [
    { kind: "above", limit: 80, hysteresis: 0.1, delay: 30_000 },
    "above 80\u00a0°C for 30s, over again at 79.9\u00a0°C or less",
  ],
  [{ kind: "below", limit: 5, hysteresis: 1, delay: 0 }, "below 5\u00a0°C, over again at 6\u00a0°C or more"],
  [{ kind: "equals", value: jsonText(20), hysteresis: 0.5, delay: 0 }, "equals 20\u00a0°C, give or take 0.5\u00a0°C"],
  [{ kind: "differs", value: jsonText("open"), hysteresis: 0, delay: 0 }, "is not open"],
  [{ kind: "changed" }, "changes"],
  [{ kind: "contains", text: "err", delay: 0 }, "contains “err”"],
  [{ kind: "no-data", delay: 60_000 }, "not reported any more for 1m"],
])("%o is told in plain words", (condition, words) => {
  expect(whenWords(condition, "registers", "°C")).toBe(words);
});

test("what a rule is about is told, also when its device is gone", () => {
  const nameOf = (id: string) => (id === "d1" ? "boiler-2" : undefined);
  const about = (scope: Parameters<typeof scopeWords>[0]["scope"]) => scopeWords(anAlarmRule({ scope }), nameOf);
  expect(scopeWords(OFFLINE_RULE, nameOf)).toBe("All devices");
  expect(about({ kind: "all-devices" })).toBe("All registers of all devices");
  expect(about({ kind: "device", device: "d1" as DeviceId })).toBe("Device boiler-2");
  expect(about({ kind: "device", device: "d9" as DeviceId })).toBe("Device d9, which is not there any more");
  expect(about({ kind: "registers", globs: ["a", "b", "c", "d", "e"] })).toBe("Registers a, b, c and 2 more");
});

test("the rule that is there from the start is called in the language of the window, until it is renamed", () => {
  speak("de");
  const names = [OFFLINE_RULE, { ...OFFLINE_RULE, name: "Off" }, anAlarmRule()].map(ruleName);
  speak("en");
  expect(names).toEqual(["Gerät offline", "Off", "Boiler too hot"]);
});
