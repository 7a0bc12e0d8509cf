/** What sync needs of a store. */
import type { JsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Override } from "#shared/model/override.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import type { SourceState, SyncRun } from "#shared/model/sync.ts";

/** A register of a source as it is stored. */
export type RegisterRow = readonly [name: RegisterName, value: JsonText, metadata: JsonText | null];

/** What a sync run changes of a source's registers. */
export interface RowsChange {
  readonly put: readonly RegisterRow[];
  readonly gone: readonly RegisterName[];
}

/** A {@link RowsChange} as JSON in UTF-8, in memory that threads share: a hundred thousand registers go from the thread that
 *  found them to the one that stores them, and cost the host's own thread nothing. */
export interface RowsText {
  readonly source: SourceName;
  readonly json: SharedArrayBuffer;
}

/** What is stored together, or not at all. */
export interface SourceWrite {
  readonly sources?: readonly Source[];
  /** Everything of them goes: states, registers and runs. */
  readonly goneSources?: readonly SourceName[];
  /** Their registers go, they themselves stay. */
  readonly emptiedSources?: readonly SourceName[];
  readonly states?: readonly SourceState[];
  readonly runs?: readonly SyncRun[];
  readonly registers?: RowsText;
  readonly overrides?: readonly Override[];
  readonly clearedOverrides?: readonly RegisterName[];
}

/** What the last run of Regdesk left. */
export interface StoredSources {
  readonly sources: readonly Source[];
  readonly states: readonly SourceState[];
  readonly registers: ReadonlyMap<string, readonly RegisterRow[]>;
  readonly overrides: readonly Override[];
  readonly lastRunId: number;
  /** Sources that are stored but not understood any more; what is stored of them stays. */
  readonly unreadable: readonly string[];
}

export const NOTHING_STORED: StoredSources = {
  sources: [],
  states: [],
  registers: new Map(),
  overrides: [],
  lastRunId: 0,
  unreadable: [],
};

export interface SourceStore {
  /** Stores all or nothing, in the order of the calls. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  append(activity: readonly Activity[], write: { readonly sync: SourceWrite }): Promise<void>;
}

/** The runs that are over. */
export interface RunLog {
  /** The latest first. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  runsOf(source: SourceName, limit: number): Promise<readonly SyncRun[]>;
}

/** Passwords and tokens of sources. They are never logged, exported or shown. */
export interface SecretStore {
  get(source: SourceName): Promise<string | undefined>;
  /** Whether one is kept. */
  has(source: SourceName): boolean;
  set(source: SourceName, secret: string): Promise<void>;
  remove(source: SourceName): Promise<void>;
}
