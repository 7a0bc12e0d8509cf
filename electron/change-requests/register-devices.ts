import type { RegisterName } from "#shared/model/register.ts";

/** What the gate must know of devices: whose a register is. It does not find that out itself. */
export interface RegisterDevices {
  /** What the register's device is called, first by people, if they named it. Empty when it belongs to none. */
  namesOf(register: RegisterName): readonly string[];
}

export const NO_DEVICES: RegisterDevices = { namesOf: () => [] };
