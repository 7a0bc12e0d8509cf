import { SvelteSet } from "svelte/reactivity";
import type { ShadowedRegister } from "#shared/contract/sources.ts";
import type { StandingOverride } from "#shared/model/override.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { SourceName } from "#shared/model/source.ts";
import { text } from "../lib/messages/messages.ts";
import type { Call } from "./change-requests.svelte.ts";
import type { ToastsState } from "./toasts.svelte.ts";

/** Values that were approved here for registers of sources, and what else does not come through of a source. */
export class OverridesState {
  readonly #call: Call;
  readonly #toasts: ToastsState;
  readonly #busy = new SvelteSet<RegisterName>();

  constructor(call: Call, toasts: ToastsState) {
    this.#call = call;
    this.#toasts = toasts;
  }

  /** Whether it is being cleared. */
  isBusy(register: RegisterName): boolean {
    return this.#busy.has(register);
  }

  /** Shows the source's value again; that can be taken back. */
  async clear(register: RegisterName): Promise<void> {
    if (this.#busy.has(register)) return;
    this.#busy.add(register);
    try {
      await this.#call((client) => client.sources.clearOverride({ register }));
      this.#toasts.undoable({
        sentence: text.overrides.cleared(register || text.registers.emptyName),
        undo: () => this.#call((client) => client.sources.putBackOverride({ register })),
      });
    } catch (error) {
      this.#toasts.fail(error);
    } finally {
      this.#busy.delete(register);
    }
  }

  /** @throws {Error} its message a sentence for the technician, as below */
  of(name: SourceName): Promise<StandingOverride[]> {
    return this.#call((client) => client.sources.overrides({ name }));
  }

  shadowed(name: SourceName): Promise<ShadowedRegister[]> {
    return this.#call((client) => client.sources.shadowed({ name }));
  }
}

/** What of one source does not come through; loaded when asked for. */
export class HiddenState {
  readonly #overrides: OverridesState;
  readonly #name: SourceName;
  overrides = $state.raw<readonly StandingOverride[]>([]);
  shadowed = $state.raw<readonly ShadowedRegister[]>([]);

  constructor(overrides: OverridesState, name: SourceName) {
    this.#overrides = overrides;
    this.#name = name;
  }

  /** What cannot be had now stays as it was: whoever shows it asks again with the next change. */
  async load(): Promise<void> {
    const [overrides, shadowed] = await Promise.allSettled([
      this.#overrides.of(this.#name),
      this.#overrides.shadowed(this.#name),
    ]);
    if (overrides.status === "fulfilled") this.overrides = overrides.value;
    if (shadowed.status === "fulfilled") this.shadowed = shadowed.value;
  }
}
