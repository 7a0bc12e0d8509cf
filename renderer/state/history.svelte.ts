import { untrack } from "svelte";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { RunLog, type LogLimits, type Run } from "../lib/run-log.ts";
import type { RegistersState } from "./registers.svelte.ts";

/** All logs together: about 30 MB of runs and as much again of texts, however many registers there are. */
const MOST_RUNS = 300_000;
const MOST_CHARACTERS = 32_000_000;
/** For one register. */
const FEWEST_RUNS = 30;
const LONGEST_LOG = 5_000;

/** What every register held since this window was opened; gone with the page. */
export class HistoryState {
  readonly #registers: RegistersState;
  /* eslint-disable svelte/prefer-svelte-reactivity -- a signal for each of ten thousand is what this avoids */
  readonly #logs = new Map<RegisterName, RunLog>();
  readonly #seen = new Map<RegisterName, Register>();
  /* eslint-enable svelte/prefer-svelte-reactivity */

  constructor(registers: RegistersState) {
    this.#registers = registers;
  }

  /** Watches every register for as long as the page lives. */
  start(): void {
    $effect.root(() => {
      $effect(() => {
        this.#registers.find("" as RegisterName); // wakes with every message, whichever register it is about
        untrack(() => this.#takeChanged());
      });
    });
  }

  /** Oldest first. Not a signal, which would wake with every message.
   *  @param _now what is drawn names the tick it is drawn for, and so asks again with the next one */
  runs(name: RegisterName, _now?: number): readonly Run[] {
    return this.#logs.get(name)?.runs ?? [];
  }

  /** Registers are replaced, never altered, so the same object means that nothing happened. */
  #takeChanged(): void {
    const all = this.#registers.all();
    const limits = limitsFor(all.length);
    for (const { name } of all) {
      const register = this.#registers.find(name);
      if (!register || this.#seen.get(name) === register) continue;
      this.#seen.set(name, register);
      let log = this.#logs.get(name);
      if (!log) this.#logs.set(name, (log = new RunLog()));
      log.add(register, limits);
    }
  }
}

function limitsFor(registers: number): LogLimits {
  const share = Math.floor(MOST_RUNS / Math.max(1, registers));
  return {
    runs: Math.max(FEWEST_RUNS, Math.min(LONGEST_LOG, share)),
    characters: Math.floor(MOST_CHARACTERS / Math.max(1, registers)),
  };
}
