/** Whether a register is pinned: by its name, or by a branch, which ends in a dot. */
export function isPinned(name: string, pins: readonly string[]): boolean {
  return pins.some((pin) => (pin.endsWith(".") ? name.startsWith(pin) : name === pin));
}
