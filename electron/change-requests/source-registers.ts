import type { Json } from "#shared/json.ts";
import type { Override } from "#shared/model/override.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { SourceName } from "#shared/model/source.ts";

/** Local overrides that come and go with what is stored. */
export interface OverrideWrite {
  readonly overrides?: readonly Override[];
  readonly clearedOverrides?: readonly RegisterName[];
}

/** The source whose register shows. */
export interface SourceOwner {
  readonly name: SourceName;
  /** A run is under way, or the source itself is being changed. */
  readonly isBusy: boolean;
  /** Why its last sync failed, as a sentence; undefined when it did not. */
  readonly error: string | undefined;
}

/** What the gate must know of registers that outside sources provide: there is no device that would pick up a change. */
export interface SourceRegisters {
  /** @returns undefined where a live device reports the register, or nobody does */
  ownerOf(register: RegisterName): SourceOwner | undefined;
  /** What the source itself says, whatever is shown in its place. */
  valueOf(register: RegisterName): Json | undefined;
  /** Lets overrides come and go with what `commit` stores, once it is stored. `commit` is called at once. */
  storing<T>(write: OverrideWrite, commit: () => Promise<T>): Promise<T>;
  /** Hears of every change of how a source is doing. @returns stops listening */
  listen(listener: () => void): () => void;
}

export const NO_SOURCES: SourceRegisters = {
  ownerOf: () => undefined,
  valueOf: () => undefined,
  storing: (_write, commit) => commit(),
  listen: () => () => undefined,
};
