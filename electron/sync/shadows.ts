import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock, Timer } from "#shared/clock.ts";
import type { ShadowedRegister } from "#shared/contract/sources.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { Registry } from "../registry/registry.ts";
import { shadowedOf } from "./cache/shadowed.ts";
import type { SourceSync } from "./source-sync.ts";

/** Registers that change hands are gathered for this long before they are counted, in milliseconds. */
const GATHERED_FOR = 500;
/** As many are listed of one source. */
const MOST_LISTED = 1_000;
/** Registers looked at before others have a turn. */
const PER_TURN = 5_000;

export interface ShadowsOptions {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly sources: () => readonly SourceSync[];
}

/** Counts anew how much of each source something else hides, whenever registers have changed hands: a live device came or
 *  went, or a source did. */
export class Shadows implements Disposable {
  readonly #options: ShadowsOptions;
  /** The source each register showed from when it was last heard of; a device's is not in it. */
  readonly #hands = new WeakMap<RegisterRecord, string>();
  readonly #stopListening: () => void;
  #timer: Timer | undefined;
  #isCounting = false;
  #isStopped = false;

  constructor(options: ShadowsOptions) {
    this.#options = options;
    this.#stopListening = options.registry.listen({
      provided: (record) => this.#heardOf(record),
      expired: () => undefined,
      withdrawn: () => undefined,
      forgotten: () => undefined,
    });
  }

  [Symbol.dispose](): void {
    this.#isStopped = true;
    this.#stopListening();
    this.#timer?.cancel();
  }

  /** Called for every report there is: most change nothing, and cost one look. */
  #heardOf(record: RegisterRecord): void {
    const { source } = record;
    if (this.#hands.get(record) === source) return;
    if (source === undefined) this.#hands.delete(record);
    else this.#hands.set(record, source);
    this.#timer ??= this.#options.clock.after(GATHERED_FOR, () => void this.#count());
  }

  async #count(): Promise<void> {
    if (this.#isCounting) return this.#again();
    this.#timer = undefined;
    this.#isCounting = true;
    for (const sync of this.#options.sources()) {
      const shadowed = await shadowedOf(sync.source.name, this.#options.registry);
      const { counts } = sync.state;
      if (!this.#isStopped && counts.shadowed !== shadowed) {
        sync.turn({ ...sync.state, counts: { ...counts, shadowed } });
      }
    }
    this.#isCounting = false;
  }

  #again(): void {
    this.#timer = this.#options.clock.after(GATHERED_FOR, () => void this.#count());
  }
}

/** The first of a source's registers that do not come through, and what hides each. */
export async function shadowedRegisters(source: SourceName, registry: Registry): Promise<ShadowedRegister[]> {
  const shadowed: ShadowedRegister[] = [];
  let looked = 0;
  for (const register of registry.mirrored(source).keys()) {
    const shown = registry.find(register);
    if (shown !== undefined && shown.source !== source) shadowed.push({ register, by: hiderOf(shown) });
    if (shadowed.length === MOST_LISTED) break;
    if (++looked % PER_TURN === 0) await nextTurn();
  }
  return shadowed;
}

function hiderOf({ source, provider }: RegisterRecord): ShadowedRegister["by"] {
  if (source === undefined) return { kind: "device", address: provider };
  return { kind: "source", name: source as SourceName };
}
