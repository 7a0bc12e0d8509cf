import type { Register, RegisterName } from "#shared/model/register.ts";
import type { RegistersState } from "./registers.svelte.ts";
import type { Ticker } from "./ticker.svelte.ts";

/** What the list reads: the registers as they are or, frozen, as they were. Reports come in all the same. */
export class ListSource {
  readonly #registers: RegistersState;
  readonly #ticker: Ticker;
  #picture = $state.raw<{ registers: ReadonlyMap<RegisterName, Register>; at: number; told: number }>();

  /** The host's time, or the one of the picture: ages stand still with the values. */
  readonly now = $derived.by(() => this.#picture?.at ?? this.#ticker.now);

  constructor(registers: RegistersState, ticker: Ticker) {
    this.#registers = registers;
    this.#ticker = ticker;
  }

  get isFrozen(): boolean {
    return this.#picture !== undefined;
  }

  /** How long it has been frozen, in milliseconds. */
  get frozenFor(): number {
    return this.#picture ? Math.max(0, this.#ticker.now - this.#picture.at) : 0;
  }

  /** How much was reported since. */
  get waiting(): number {
    return this.#picture ? this.#registers.told - this.#picture.told : 0;
  }

  get size(): number {
    return this.#picture?.registers.size ?? this.#registers.size;
  }

  toggle(): void {
    const { told } = this.#registers;
    this.#picture = this.#picture ? undefined : { registers: this.#registers.picture(), at: this.#ticker.now, told };
  }

  find(name: RegisterName): Register | undefined {
    return this.#picture ? this.#picture.registers.get(name) : this.#registers.find(name);
  }

  /** Without waking anybody when values change. */
  peek(name: RegisterName): Register | undefined {
    return this.#picture ? this.#picture.registers.get(name) : this.#registers.peek(name);
  }

  /** Re-read when names come or go, but not when values do. */
  all(): Register[] {
    return this.#picture ? [...this.#picture.registers.values()] : this.#registers.all();
  }
}
