/** Which registers a rule is about, of those that there are now. */
import { matchesGlob } from "#shared/glob.ts";
import type { AlarmScope } from "#shared/model/alarm.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { text } from "../messages/messages.ts";
import { unitOf } from "../metadata.ts";
import { kindOf } from "../value.ts";
import { isAboutDevice, type ScopedDevice } from "./bands.ts";

/** Units of all devices may be many. */
const MOST_NAMED = 5;

/** Those of devices alone: what a source brings raises no alarm. */
export function matchedBy(globs: readonly string[], registers: readonly Register[]): Register[] {
  return registers.filter(({ name, source }) => source === undefined && globs.some((glob) => matchesGlob(glob, name)));
}

/** The same for every scope. @param deviceOf the device of a register, if it has one */
export function reachedBy(
  scope: AlarmScope,
  registers: readonly Register[],
  deviceOf: (name: RegisterName) => ScopedDevice | undefined,
): Register[] {
  if (scope.kind === "registers") return matchedBy(scope.globs, registers);
  return registers.filter(({ name, source }) => {
    const device = source === undefined ? deviceOf(name) : undefined;
    return device !== undefined && isAboutDevice(scope, device);
  });
}

/** The units that they count in, each once; undefined stands for numbers without a unit. Texts, switches and the like count in
 *  none, and no limit is about them. */
export function unitsOf(registers: readonly Register[]): (string | undefined)[] {
  const counting = registers.filter(
    (register) => unitOf(register) !== undefined || kindOf(register.value) === "number",
  );
  return [...new Set(counting.map((register) => unitOf(register)))];
}

/** For example “°C, bar, none”. */
export function unitsWords(units: readonly (string | undefined)[]): string {
  const words = units.slice(0, MOST_NAMED).map((unit) => unit ?? text.alarmRules.form.noUnit);
  return [...words, ...(units.length > MOST_NAMED ? ["…"] : [])].join(", ");
}

/** The one that all share. */
export function sharedUnit(units: readonly (string | undefined)[]): string | undefined {
  return units.length === 1 ? units[0] : undefined;
}
