import type { Clock } from "#shared/clock.ts";
import { Registry } from "./registry/registry.ts";
import { restored } from "./restore.ts";
import type { Storage } from "./storage.ts";
import { RegisterWriteBehind } from "./store/register-write-behind.ts";

/** The revision counts on from far beyond what was stored, because the last few changes before a crash may not be. */
const REVISION_GAP = 1_000_000;

export interface KeptRegistryOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly capacity: number | undefined;
  /** A backup took the database's place since the last run. */
  readonly isRestored: boolean;
}

/** The registry with what the last run left in it, and everything that changes written behind. */
export function startKeptRegistry({ storage, clock, capacity, isRestored }: KeptRegistryOptions) {
  const { stored, writer } = storage;
  const started = new AsyncDisposableStack();
  // No reader of the replaced database must take a revision of the restored one for one it has seen.
  const revision = Math.max(stored.revision, isRestored ? clock.now() : 0) + REVISION_GAP;
  const at = { wall: clock.now(), monotonic: clock.monotonic() };
  const living = stored.registers.map((record) => restored(record, at));
  const registry = started.use(new Registry({ clock, restored: living, revision, capacity }));
  const names = stored.registers.map(({ name }) => name);
  const writeBehind = started.use(new RegisterWriteBehind(writer, clock, () => registry.revision, names));
  started.defer(registry.listen(writeBehind));
  return { registry, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
