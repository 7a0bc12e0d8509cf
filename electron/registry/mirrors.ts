import type { Json, JsonObject } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";

/** A register as an outside source provides it. */
export interface Mirrored {
  readonly value: Json;
  readonly metadata: JsonObject | undefined;
}

/** Who put a value in place of a source's, when and why. */
export interface OverrideMark {
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly note?: string | undefined;
}

/** What a shown value stands in place of, and who put it there. */
export interface Overridden {
  readonly sourceValue: Json;
  readonly mark: OverrideMark;
}

/** The value that is shown for a register of a source. */
export interface Mirror extends Mirrored {
  readonly source: string;
  /** Present when the value was approved here and is not the source's. */
  readonly override: Overridden | undefined;
}

/** What one source provides from now on: registers that came or changed, and those it no longer has. */
export interface MirrorChange {
  readonly put: ReadonlyMap<RegisterName, Mirrored>;
  readonly gone: Iterable<RegisterName>;
}

/** What outside sources provide: it lies beneath what live devices report, and shows where none does. Where two sources
 *  provide one register the first in order shows. */
export class Mirrors {
  readonly #bySource = new Map<string, Map<RegisterName, Mirrored>>();
  readonly #overrides = new Map<RegisterName, { readonly value: Json; readonly mark: OverrideMark }>();

  /** The registers of one source, shown or not. */
  of(source: string): ReadonlyMap<RegisterName, Mirrored> {
    return this.#bySource.get(source) ?? new Map<RegisterName, Mirrored>();
  }

  /** The sources that provide the register, the one that shows first. */
  sourcesOf(name: RegisterName): string[] {
    return [...this.#bySource].filter(([, registers]) => registers.has(name)).map(([source]) => source);
  }

  /** What shows for the register where no live device reports it. */
  find(name: RegisterName): Mirror | undefined {
    for (const [source, registers] of this.#bySource) {
      const mirrored = registers.get(name);
      if (mirrored === undefined) continue;
      const standing = this.#overrides.get(name);
      const override = standing && { sourceValue: mirrored.value, mark: standing.mark };
      return {
        value: standing === undefined ? mirrored.value : standing.value,
        metadata: mirrored.metadata,
        source,
        override,
      };
    }
    return undefined;
  }

  /** @returns the names it is about */
  apply(source: string, { put, gone }: MirrorChange): RegisterName[] {
    const registers = this.#bySource.get(source) ?? new Map<RegisterName, Mirrored>();
    this.#bySource.set(source, registers);
    for (const [name, mirrored] of put) registers.set(name, mirrored);
    const removed = [...gone].filter((name) => registers.delete(name));
    return [...put.keys(), ...removed];
  }

  /** @returns the names the source provided */
  remove(source: string): RegisterName[] {
    const names = [...this.of(source).keys()];
    this.#bySource.delete(source);
    return names;
  }

  /** @param order every source, the one that wins first  @returns the names that more than one of them provide */
  arrange(order: readonly string[]): RegisterName[] {
    const arranged = order.flatMap((source) => {
      const registers = this.#bySource.get(source);
      return registers === undefined ? [] : ([[source, registers]] as const);
    });
    const others = [...this.#bySource].filter(([source]) => !order.includes(source));
    this.#bySource.clear();
    for (const [source, registers] of [...arranged, ...others]) this.#bySource.set(source, registers);
    return this.#contested();
  }

  /** @param value undefined shows the source's value again */
  override(name: RegisterName, value: Json | undefined, mark: OverrideMark): void {
    if (value === undefined) this.#overrides.delete(name);
    else this.#overrides.set(name, { value, mark });
  }

  #contested(): RegisterName[] {
    const seen = new Set<RegisterName>();
    const contested = new Set<RegisterName>();
    for (const registers of this.#bySource.values()) {
      for (const name of registers.keys()) (seen.has(name) ? contested : seen).add(name);
    }
    return [...contested];
  }
}
