import type { Period, UnobservedPeriod } from "#shared/model/history.ts";

/** Four for each moment: the run's number of the register, when, the kind, and the value. Flat, because copying objects to a
 *  thread costs more than storing what is in them. */
export type MomentCells = (number | string | null)[];

/** What is stored together. */
export interface HistoryWrite {
  /** Registers that have not been named yet in this run: the number it gave them, and their names. */
  readonly names: readonly (readonly [number: number, name: string])[];
  readonly cells: MomentCells;
  /** The period of observing that goes on; the same `from` as before prolongs it. */
  readonly observed: Period;
  readonly unobserved: readonly UnobservedPeriod[];
}

/** What is kept, and for how long, in milliseconds. */
export interface Retention {
  readonly now: number;
  readonly changesFor: number;
  readonly minutesFor: number;
  /** The most that the file may hold, in bytes. */
  readonly most: number;
  /** Names and branches whose past is kept whatever its age. */
  readonly pins: readonly string[];
}

/** Where the history is kept. */
export interface HistoryStore {
  /** Resolves once it is stored. @throws {RegdeskError} `STORE_UNAVAILABLE`; then nothing of it is */
  keep(write: HistoryWrite): Promise<void>;
  /** Deletes all that registers were. @throws {RegdeskError} `STORE_UNAVAILABLE`; then some of it may be there yet */
  forget(names: readonly string[]): Promise<void>;
  /** Drops what is too old or too much, oldest first, a little at a time between other writes. Comes to nothing where the
   *  disk fails; it is asked for again. */
  clean(retention: Retention): void;
}
