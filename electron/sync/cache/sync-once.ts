/** One sync, from the fetch until what it found is kept: the same for every way of keeping. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "#shared/clock.ts";
import { formatDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import { parseJson, type JsonObject } from "#shared/json.ts";
import type { Source } from "#shared/model/source.ts";
import type { FetchFailure } from "#shared/model/sync.ts";
import type { MirrorChange } from "../../registry/mirrors.ts";
import type { Registry } from "../../registry/registry.ts";
import { heldBackBecause } from "../guard.ts";
import { shouldSync } from "../should-sync.ts";
import type { RowsChange, SourceStore } from "../source-store.ts";
import { SyncFailure } from "../sync-failure.ts";
import type { SyncThread } from "../thread/sync-thread.ts";
import type { Evaluated, Evaluation } from "../thread/thread-message.ts";
import type { Found, SyncEnd, SyncWish } from "./cache-handler.ts";

/** How long all of a run may take until it is applied, in milliseconds. */
const LONGEST = 300_000;
/** How long a fetch that failed is left alone before it is tried again within the run, in milliseconds. */
const PAUSES: readonly number[] = [1_000, 3_000];
/** What may be over a moment later. */
const PASSING: readonly (FetchFailure | undefined)[] = ["dns", "refused", "timeout"];

export interface CacheParts {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly store: SourceStore;
  readonly thread: SyncThread;
}

/** How one kind of cache differs from another. */
export interface Keeping {
  readonly source: Source;
  readonly parts: CacheParts;
  readonly applied: () => Evaluation["applied"];
  /** Keeps what was found, together with its record. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly keep: (record: ReturnType<SyncWish["record"]>) => Promise<void>;
}

export async function syncOnce(keeping: Keeping, wish: SyncWish, signal: AbortSignal): Promise<SyncEnd> {
  const { thread } = keeping.parts;
  const { name } = keeping.source;
  let reason = shouldSync(wish.facts, "error").reason;
  try {
    const evaluated = await lookAt(keeping, wish, signal);
    reason = evaluated.decision.reason;
    const { counts } = evaluated;
    if (counts === undefined) return { kind: "up-to-date", isRecovery: evaluated.decision.sync, ...foundIn(evaluated) };
    const found = { ...foundIn(evaluated), counts };
    const because = wish.confirmed?.hash === found.hash ? undefined : heldBackBecause(counts);
    if (because !== undefined) return { kind: "held-back", because, ...found };
    await apply(keeping, wish, found, signal);
    return { kind: "applied", ...found };
  } catch (error) {
    thread.drop(name);
    if (!(error instanceof SyncFailure)) throw error;
    return { kind: "failed", reason, error: error.error, retryAfter: error.retryAfter };
  }
}

/** Looks at the source, again after a moment where that may help. */
export async function lookAt(
  keeping: Keeping,
  wish: Omit<SyncWish, "record"> & { readonly isPreview?: boolean },
  signal: AbortSignal,
): Promise<Evaluated> {
  const { clock, thread } = keeping.parts;
  const { secret, facts, known, confirmed, isFollowed, isPreview } = wish;
  const optional = { ...(isFollowed === true ? { isFollowed } : {}), ...(isPreview === true ? { isPreview } : {}) };
  return inTime(clock, signal, async (ended) => {
    for (let attempt = 0; ; attempt++) {
      const applied = keeping.applied();
      const evaluation = { source: keeping.source, secret, facts, known, confirmed, applied, ...optional };
      try {
        return await thread.evaluate(evaluation, ended);
      } catch (error) {
        const pause = PAUSES[attempt];
        const isPassing = error instanceof SyncFailure && PASSING.includes(error.error.class);
        if (!isPassing || pause === undefined || isPreview === true) throw error;
        await passed(pause, clock, ended);
      }
    }
  });
}

/** From the store to the registry. Once it is stored it is done, and nobody can cancel it any more. */
async function apply(keeping: Keeping, wish: SyncWish, found: Found, signal: AbortSignal): Promise<void> {
  const { registry, thread } = keeping.parts;
  const { name } = keeping.source;
  const changes = await changesHeld(keeping);
  signal.throwIfAborted();
  try {
    registry.makeSureOfAll(changes);
    await keeping.keep(wish.record(found));
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new SyncFailure({ code: "StorageFailed", message: error.message }, { cause: error });
  }
  thread.applied(name);
  for (const change of changes) {
    registry.mirror(name, change, { isSureOfRoom: true });
    await nextTurn();
  }
}

/** What is to be changed, in portions that keep nobody waiting. */
async function changesHeld({ source, parts }: Keeping): Promise<MirrorChange[]> {
  const changes: MirrorChange[] = [];
  for (let index = 0; ; index++) {
    const rows = await parts.thread.portion(source.name, index);
    if (rows === undefined) return changes;
    changes.push(mirrorChange(rows));
  }
}

export function mirrorChange({ put, gone }: RowsChange): MirrorChange {
  return {
    gone,
    put: new Map(
      put.map(([name, value, metadata]) => {
        const parsed = metadata === null ? undefined : (parseJson(metadata) as JsonObject);
        return [name, { value: parseJson(value), metadata: parsed }];
      }),
    ),
  };
}

function foundIn({ decision, hash, filterHash, revision, skipped, skippedCount }: Evaluated): Omit<Found, "counts"> {
  return { reason: decision.reason, hash, filterHash, revision, skipped, skippedCount };
}

/** @throws {SyncFailure} when it takes too long */
async function inTime<T>(clock: Clock, signal: AbortSignal, work: (ended: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const timer = clock.after(LONGEST, () => late.abort());
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } catch (error) {
    if (signal.aborted || !late.signal.aborted) throw error;
    const message = `The sync took longer than ${formatDuration(LONGEST)} in all; check the connection, or make the source smaller.`;
    throw new SyncFailure({ code: "FetchFailed", class: "timeout", message });
  } finally {
    timer.cancel();
  }
}

/** @throws what the signal was aborted with */
function passed(length: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      timer.cancel();
      reject(signal.reason as Error);
    };
    const timer = clock.after(length, () => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
    signal.addEventListener("abort", abort, { once: true });
  });
}
