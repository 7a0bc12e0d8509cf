import type { Alarm, AlarmId, AlarmRule, AlarmRuleId } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import { named } from "./builders.ts";
import { NOON } from "./fake-clock.ts";

type Given = Omit<Partial<Alarm>, "id" | "register" | "foldedUnder"> & {
  readonly id?: string;
  readonly register?: string;
  readonly foldedUnder?: string;
};

/** An alarm of a device that is offline, unless something else is said. */
export function anAlarm({ id = "1", register, foldedUnder, ...given }: Given = {}): Alarm {
  return {
    id: id as AlarmId,
    severity: 2,
    state: "active-unacked",
    cause: { kind: "device-offline" },
    device: "d1" as DeviceId,
    deviceName: "boiler-2",
    since: NOON,
    times: 1,
    isMuted: false,
    ...given,
    ...(register !== undefined && { register: named(register) }),
    ...(foldedUnder !== undefined && { foldedUnder: foldedUnder as AlarmId }),
  };
}

/** A rule about everything called `boiler.…`, above 80. */
export function anAlarmRule({
  id = "hot",
  ...given
}: Omit<Partial<AlarmRule>, "id"> & { id?: string } = {}): AlarmRule {
  return {
    id: id as AlarmRuleId,
    name: "Boiler too hot",
    isOn: true,
    scope: { kind: "registers", globs: ["boiler.*"] },
    condition: { kind: "above", limit: 80, hysteresis: 0, delay: 0 },
    severity: 2,
    ...given,
  };
}
