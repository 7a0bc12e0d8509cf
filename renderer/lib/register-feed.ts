import type { RegisterFeed } from "#shared/contract/registers.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";

/** Whether a register was reported once more and said nothing new. */
export function isOnlyRefreshed(before: Register, now: Register): boolean {
  return before.name === now.name && before.value === now.value && before.providedAt !== now.providedAt;
}

/** Brings the window's registers up to date. Registers are replaced, never altered, so that a row can tell a change by
 *  identity. @returns whether names came or went */
export function applyRegisterFeed(registers: Map<RegisterName, Register>, message: RegisterFeed): boolean {
  if (message.kind === "snapshot") {
    registers.clear();
    for (const register of message.registers) registers.set(register.name, register);
    return true;
  }
  const before = registers.size;
  for (const register of message.changed) registers.set(register.name, register);
  let membershipChanged = registers.size !== before;
  for (const [name, providedAt] of message.refreshed) {
    const register = registers.get(name);
    if (register) registers.set(name, { ...register, providedAt });
  }
  for (const name of message.removed) membershipChanged = registers.delete(name) || membershipChanged;
  return membershipChanged;
}

/** Keeps out of sight what is hidden, as long as the host tells the same of it: after a lost connection it tells everything.
 *  What the host knows no more cannot come back into sight. */
export function stayHidden(
  hidden: Map<RegisterName, Register>,
  registers: Map<RegisterName, Register>,
  message: RegisterFeed,
): void {
  for (const [name, { expiredAt }] of hidden) {
    const told = registers.get(name);
    if (message.kind === "snapshot" && told !== undefined && told.expiredAt === expiredAt) registers.delete(name);
    else if (told !== undefined || message.kind === "snapshot") hidden.delete(name);
  }
  if (message.kind === "delta") for (const name of message.removed) hidden.delete(name);
}
