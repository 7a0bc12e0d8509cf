/** Which rules are about a register, and which values of it they find too high or too low. */
import { matchesGlob } from "#shared/glob.ts";
import type { AlarmRule, AlarmScope, Severity } from "#shared/model/alarm.ts";
import type { Device } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";

/** Values from one limit on, or up to one: the other end is open. */
export interface AlarmBand {
  readonly from?: number;
  readonly to?: number;
  readonly severity: Severity;
}

/** What of a device decides whether a rule is about it. */
export type ScopedDevice = Pick<Device, "id" | "labels">;

/** As the host decides it. @param device the one the register belongs to, where that is known */
export function isAbout(rule: AlarmRule, name: RegisterName, device: ScopedDevice | undefined): boolean {
  const { scope, condition } = rule;
  if (scope.kind === "registers") return scope.globs.some((glob) => matchesGlob(glob, name));
  // Silence of a device is a matter of the device.
  return condition.kind !== "no-data" && device !== undefined && isAboutDevice(scope, device);
}

export function isAboutDevice(scope: AlarmScope, { id, labels }: ScopedDevice): boolean {
  if (scope.kind === "all-devices") return true;
  if (scope.kind === "device") return scope.device === id;
  return scope.kind === "label" && labels.includes(scope.label);
}

/** The gravest last, so that it is drawn above the others. Rules that are off draw none. */
export function bandsFor(
  rules: readonly AlarmRule[],
  name: RegisterName,
  device: ScopedDevice | undefined,
): readonly AlarmBand[] {
  return rules
    .filter((rule) => rule.isOn && isAbout(rule, name, device))
    .flatMap(({ condition, severity }): AlarmBand[] => {
      if (condition.kind === "above") return [{ from: condition.limit, severity }];
      return condition.kind === "below" ? [{ to: condition.limit, severity }] : [];
    })
    .sort((a, b) => a.severity - b.severity);
}
