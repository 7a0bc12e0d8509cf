import { untrack } from "svelte";
import type { RegisterDevice } from "#shared/contract/fleet.ts";
import type { Device } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { AppState } from "./app.ts";

/** As many as the host answers at a time. */
const MOST_AT_ONCE = 1_000;

/* eslint-disable svelte/prefer-svelte-reactivity -- maps are replaced with every answer, never altered */

/** Which devices registers belong to. Only the host knows that, so it is asked: when there are other registers, and when
 *  devices came, went, or have more or fewer registers, as after a merge. To be made while a component is set up. */
export class RegisterDevices {
  readonly #app: Pick<AppState, "fleet" | "connection">;
  readonly #names: () => readonly RegisterName[];
  #found: ReadonlyMap<RegisterName, RegisterDevice> = $state.raw(new Map());

  /** Lists are made anew with every message; this one is the same text as long as it says the same. */
  readonly #question = $derived.by(() => {
    const names = [...new Set(this.#names())].sort();
    const fleet = names.length === 0 ? [] : this.#app.fleet.all.map(({ id, registers }) => [id, registers.total]);
    return JSON.stringify({ names, fleet });
  });

  constructor(app: Pick<AppState, "fleet" | "connection">, names: () => readonly RegisterName[]) {
    this.#app = app;
    this.#names = names;
    $effect(() => {
      const { names } = JSON.parse(this.#question) as { names: RegisterName[] };
      if (this.#app.connection.phase !== "live") return undefined;
      const { signal, abort } = cancellation();
      untrack(() => void this.#look(names, signal));
      return abort;
    });
  }

  /** @returns nothing while it is not known, or when it belongs to none */
  of(name: RegisterName): Device | undefined {
    const found = this.#found.get(name);
    return found && this.#app.fleet.find(found.device);
  }

  async #look(names: readonly RegisterName[], signal: AbortSignal): Promise<void> {
    const found: RegisterDevice[] = [];
    try {
      for (let from = 0; from < names.length; from += MOST_AT_ONCE) {
        found.push(...(await this.#app.fleet.ofRegisters(names.slice(from, from + MOST_AT_ONCE))));
      }
    } catch (error) {
      // With a lost connection goes the question, which is asked again when it is back.
      if (signal.aborted || this.#app.connection.phase !== "live") return;
      throw error;
    }
    if (!signal.aborted) this.#found = new Map(found.map((one) => [one.register, one]));
  }
}

function cancellation(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
