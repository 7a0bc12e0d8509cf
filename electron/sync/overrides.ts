import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { jsonText, parseJson, type Json, type JsonText } from "#shared/json.ts";
import type { Override, StandingOverride } from "#shared/model/override.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { Registry } from "../registry/registry.ts";
import { sourceLine, type SourceChange } from "./source-line.ts";
import type { SourceStore, SourceWrite } from "./source-store.ts";
import type { SourceSync } from "./source-sync.ts";

/** The source whose register shows, as whoever approves a change of it must know it. */
export interface SourceOwner {
  readonly name: SourceName;
  /** A run is under way, or the source itself is being changed. */
  readonly isBusy: boolean;
  /** Why its last sync failed, as a sentence; undefined when it did not. */
  readonly error: string | undefined;
}

export type OverrideWrite = Pick<SourceWrite, "overrides" | "clearedOverrides">;

export interface OverridesOptions {
  readonly registry: Registry;
  readonly store: SourceStore;
  readonly clock: Clock;
  readonly stored: readonly Override[];
  readonly find: (name: SourceName) => SourceSync | undefined;
}

/** The values that were approved here and stand in place of a source's, until somebody clears them. */
export class Overrides {
  readonly #options: OverridesOptions;
  readonly #registry: Registry;
  readonly #byRegister = new Map<RegisterName, Override>();
  /** Being stored. */
  readonly #coming = new Set<Override>();
  /** The last that was cleared of each register, since Regdesk runs: clearing can be taken back. */
  readonly #cleared = new Map<RegisterName, Override>();

  constructor(options: OverridesOptions) {
    this.#options = options;
    this.#registry = options.registry;
    for (const override of options.stored) this.#show(override);
  }

  /** @returns undefined where a live device reports the register, or nobody does */
  ownerOf(register: RegisterName): SourceOwner | undefined {
    const name = this.#registry.find(register)?.source as SourceName | undefined;
    const sync = name === undefined ? undefined : this.#options.find(name);
    if (name === undefined || sync === undefined) return undefined;
    const { phase, attempts, lastError } = sync.state;
    const isFailed = phase === "failed" || phase === "syncing";
    const error = isFailed && attempts > 0 ? (lastError?.message ?? "The last sync failed.") : undefined;
    return { name, isBusy: phase === "syncing" || sync.isOver, error };
  }

  /** What the source itself says, whatever is shown in its place. */
  valueOf(register: RegisterName): Json | undefined {
    return this.#registry.sourceValue(register);
  }

  /** Lets overrides come and go with what `commit` stores, once it is stored. */
  storing<T>({ overrides = [], clearedOverrides = [] }: OverrideWrite, commit: () => Promise<T>): Promise<T> {
    if (overrides.length + clearedOverrides.length === 0) return commit();
    return this.#storing(overrides, clearedOverrides, commit);
  }

  async #storing<T>(
    overrides: readonly Override[],
    clearedOverrides: readonly RegisterName[],
    commit: () => Promise<T>,
  ): Promise<T> {
    const before = clearedOverrides.map((register) => this.#byRegister.get(register));
    for (const override of overrides) this.#coming.add(override);
    try {
      const stored = await commit();
      // What a source that was removed meanwhile left is gone from the store, too.
      overrides.filter(({ source }) => this.#isThere(source)).forEach((override) => this.#show(override));
      before.forEach((override) => this.#hide(override));
      return stored;
    } finally {
      for (const override of overrides) this.#coming.delete(override);
    }
  }

  /** Those that stand in place of a source's values, or did when it last had the register. */
  of(source: SourceName): StandingOverride[] {
    const theirs = [...this.#byRegister.values()].filter((override) => this.#ownerNameOf(override) === source);
    return theirs.map((override) => ({ ...override, ...this.#sourceValueOf(override.register) }));
  }

  /** Shows the source's value again. @throws {RegdeskError} `OVERRIDE_NOT_FOUND`, `STORE_UNAVAILABLE` */
  async clear(register: RegisterName, by: string): Promise<Override> {
    const override = this.#byRegister.get(register);
    if (override === undefined) {
      const message = `${register} is not overridden here; \`regdesk sources show NAME\` lists what of a source is`;
      throw new RegdeskError("OVERRIDE_NOT_FOUND", message);
    }
    const lines = this.#line("override-cleared", override, by, { before: override.value, after: this.#text(register) });
    await this.storing({ clearedOverrides: [register] }, () =>
      this.#options.store.append(lines, { sync: { clearedOverrides: [register] } }),
    );
    this.#cleared.set(register, override);
    return override;
  }

  /** Takes the last clearing back. @throws {RegdeskError} `OVERRIDE_NOT_FOUND`, `STORE_UNAVAILABLE` */
  async putBack(register: RegisterName, by: string): Promise<Override> {
    const override = this.#cleared.get(register);
    if (override === undefined || this.#byRegister.has(register) || this.#registry.sourcesOf(register).length === 0) {
      const message = `Nothing was cleared of ${register} that could be put back; ask for a change of it instead`;
      throw new RegdeskError("OVERRIDE_NOT_FOUND", message);
    }
    const lines = this.#line("override-put-back", override, by, {
      before: this.#text(register),
      after: override.value,
    });
    const write = { overrides: [override] };
    await this.storing(write, () => this.#options.store.append(lines, { sync: write }));
    this.#cleared.delete(register);
    return override;
  }

  /** The registers of overrides that stand for this source alone, also of those that are being stored. */
  onlyOf(source: SourceName): RegisterName[] {
    const all = new Map(
      [...this.#byRegister.values(), ...this.#coming].map((override) => [override.register, override]),
    );
    return [...all.values()].flatMap((override) => {
      const others = this.#registry.sourcesOf(override.register).filter((name) => name !== source);
      return others.length === 0 && this.#ownerNameOf(override) === source ? [override.register] : [];
    });
  }

  /** They are cleared with their source, which was stored. */
  forget(registers: readonly RegisterName[]): void {
    for (const register of registers) {
      this.#hide(this.#byRegister.get(register));
      this.#cleared.delete(register);
    }
  }

  #show(override: Override): void {
    const { register, value, by, at, note } = override;
    this.#byRegister.set(register, override);
    this.#registry.override(register, parseJson(value), { by, at, note });
  }

  /** Unless another stands in its place by now. */
  #hide(override: Override | undefined): void {
    if (override === undefined || this.#byRegister.get(override.register) !== override) return;
    this.#byRegister.delete(override.register);
    this.#registry.override(override.register, undefined);
  }

  #isThere(source: SourceName | undefined): boolean {
    return source === undefined || this.#options.find(source) !== undefined;
  }

  #ownerNameOf({ register, source }: Override): SourceName | undefined {
    const [first] = this.#registry.sourcesOf(register) as SourceName[];
    return first ?? source;
  }

  #sourceValueOf(register: RegisterName): { sourceValue?: JsonText } {
    const text = this.#text(register);
    return text === undefined ? {} : { sourceValue: text };
  }

  #text(register: RegisterName): JsonText | undefined {
    const value = this.valueOf(register);
    return value === undefined ? undefined : jsonText(value);
  }

  #line(
    change: SourceChange,
    override: Override,
    by: string,
    { before, after }: { readonly before: JsonText | undefined; readonly after: JsonText | undefined },
  ) {
    const source = this.#ownerNameOf(override);
    if (source === undefined) return [];
    const line = sourceLine({ change, source, by, at: this.#options.clock.now() });
    const values = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
    return [{ ...line, register: override.register, ...values }];
  }
}
