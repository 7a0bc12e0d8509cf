import type { SourceWithState } from "#shared/contract/sources.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { SyncRun, Trigger } from "#shared/model/sync.ts";

/** What a schedule comes to. Times are epoch milliseconds. */
export type Plan =
  | { readonly kind: "next"; readonly at: number; readonly trigger: Trigger }
  | { readonly kind: "none" }
  /** What is stored of the schedule cannot be read; the message says why. */
  | { readonly kind: "unreadable"; readonly message: string };

export interface FollowOptions {
  readonly signal: AbortSignal;
  /** Called for each change that was applied. */
  readonly heard: () => void;
}

/** What the coordinator needs of whoever owns the sources and makes the runs. It says when; how is not its business. */
export interface Coordinated {
  all(): readonly SourceWithState[];
  find(name: SourceName): SourceWithState | undefined;
  /** Hears of every change of a source or its state. @returns stops listening */
  listen(listener: (changed: readonly SourceName[], removed: readonly SourceName[]) => void): () => void;
  /** Whether a run that begins now would join another. */
  isUnderWay(name: SourceName): boolean;
  /** Joins a run that is under way. Resolves with the run, also one that failed. */
  run(name: SourceName, trigger: Exclude<Trigger, "manual">): Promise<SyncRun>;
  planned(name: SourceName, plan: Plan): void;
  resume(name: SourceName, by: string): Promise<unknown>;
  /** Applies a peer's changes as they happen. Rejects when the connection is lost. */
  follow(name: SourceName, options: FollowOptions): Promise<never>;
  /** Calls when a source's files may have changed, once for a burst of changes. */
  watch(name: SourceName, changed: () => void): Disposable;
}
