import type { RegisterName } from "#shared/model/register.ts";
import type { PreferencesState } from "./preferences.svelte.ts";

/** What a technician keeps on top: registers and whole branches, in an order of their own. */
export class ListPins {
  readonly #preferences: PreferencesState;

  constructor(preferences: PreferencesState) {
    this.#preferences = preferences;
  }

  get all(): readonly RegisterName[] {
    return this.#preferences.current.pins;
  }

  /** Itself, not by a branch above it. */
  has(pin: RegisterName): boolean {
    return this.all.includes(pin);
  }

  /** @returns whether it is pinned now */
  toggle(pin: RegisterName): boolean {
    const isPinning = !this.has(pin);
    this.#keep(isPinning ? [...this.all, pin] : this.all.filter((other) => other !== pin));
    return isPinning;
  }

  /** @returns whether it moved */
  move(pin: RegisterName, by: -1 | 1): boolean {
    const from = this.all.indexOf(pin);
    const to = from + by;
    if (from === -1 || to < 0 || to >= this.all.length) return false;
    this.#keep(this.all.filter((other) => other !== pin).toSpliced(to, 0, pin));
    return true;
  }

  #keep(pins: RegisterName[]): void {
    this.#preferences.change({ pins });
  }
}
