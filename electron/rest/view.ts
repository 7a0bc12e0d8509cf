/** What a client asks about, within what its token shows it. Where a token shows everything this is the registry itself. */
import { includes, type Filter } from "#shared/filter.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Registry } from "../registry/registry.ts";

export interface View {
  /** Only those that the client may see; undefined for all of them. */
  readonly names: RegisterName[] | undefined;
  /** What it may see; matters where no names are given, and is empty for everything. */
  readonly within: Filter;
}

/** A register that the client may not see is to it like one there is not. */
export function viewOf(names: RegisterName[] | undefined, within: Filter): View {
  return { names: within.length === 0 ? names : names?.filter((name) => includes(within, name)), within };
}

export function hasChanged(registry: Registry, { names, within }: View, since: number): boolean {
  if (names !== undefined || within.length === 0) return registry.hasChanged(names, since);
  const changed = registry.changedAfter(since);
  return changed === undefined || [...changed].some((name) => includes(within, name));
}

/** Calls `wake` once, when something of the view changes. @returns stops waiting */
export function onceChanged(registry: Registry, view: View, wake: () => void): () => void {
  const { names, within } = view;
  if (names !== undefined || within.length === 0) return registry.onceChanged(names, wake);
  let since = registry.revision;
  let isOver = false;
  let stop = registry.onceChanged(undefined, look);
  return () => {
    isOver = true;
    stop();
  };

  /** What others change wakes nobody: it would tell that there is something, and when it changes. */
  function look(): void {
    // Not before all that changes at the same moment has changed.
    queueMicrotask(() => {
      if (isOver) return;
      if (hasChanged(registry, view, since)) return wake();
      since = registry.revision;
      stop = registry.onceChanged(undefined, look);
    });
  }
}
