/** Sources as the host has them, synced once, but stuck at a moment that is named: it says so and goes no further, until it is
 *  killed. Arguments: the data directory and the moment. */
import { join } from "node:path";
import { Audit } from "#electron/audit/audit.ts";
import { systemClock } from "#electron/clock.ts";
import { Conditions } from "#electron/conditions.ts";
import { rootLogger } from "#electron/logging.ts";
import { Registry } from "#electron/registry/registry.ts";
import { startStorage } from "#electron/storage.ts";
import { SyncThread } from "#electron/sync/thread/sync-thread.ts";
import { startManager } from "#electron/syncing.ts";
import type { MomentOfSync } from "./moments-of-sync.ts";

/* eslint-disable @typescript-eslint/unbound-method -- they are called with their objects */
const { evaluate, portion, text } = SyncThread.prototype;
const { append } = Audit.prototype;
const { mirror } = Registry.prototype;
/* eslint-enable @typescript-eslint/unbound-method */

const stuck = (): Promise<never> => {
  process.stdout.write("stuck\n");
  return new Promise(() => undefined);
};

const MOMENTS: Readonly<Record<MomentOfSync, () => void>> = {
  "before the fetch": () => {
    SyncThread.prototype.evaluate = stuck;
  },
  "after the comparison": () => {
    SyncThread.prototype.evaluate = async function (...asked) {
      await evaluate.apply(this, asked);
      return stuck();
    };
  },
  "with a part of what changed": () => {
    SyncThread.prototype.portion = async function (source, index) {
      return index === 0 ? portion.call(this, source, index) : stuck();
    };
  },
  "before it is stored": () => {
    SyncThread.prototype.text = async function (source) {
      await text.call(this, source);
      return stuck();
    };
  },
  "while it is stored": () => {
    Audit.prototype.append = function (activity, write) {
      const stored = append.call(this, activity, write);
      // As soon as the writer has it, and before it says that it is done.
      if (write?.sync?.registers !== undefined) setImmediate(() => setImmediate(() => void stuck()));
      return stored;
    };
  },
  "after it was stored": () => {
    Audit.prototype.append = async function (activity, write) {
      await append.call(this, activity, write);
      if (write?.sync?.registers !== undefined) await stuck();
    };
  },
  "while it is shown": () => {
    let parts = 0;
    Registry.prototype.mirror = function (...asked) {
      mirror.apply(this, asked);
      if (++parts < 3) return;
      process.stdout.write("stuck\n");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    };
  },
};

async function run(dataDirectory: string, moment: MomentOfSync): Promise<void> {
  const clock = systemClock;
  const log = rootLogger("silent");
  const path = join(dataDirectory, "regdesk.db");
  const storage = startStorage({ path, isHeld: true, clock, conditions: new Conditions(clock), log });
  const registry = new Registry({ clock });
  MOMENTS[moment]();
  const { manager } = startManager({ storage, registry, clock, log, dataDirectory, path });
  const names = manager.all().map(({ source }) => source.name);
  await manager.sync(names, "anna (test)");
  process.stdout.write("over\n");
}

await run(process.argv[2]!, process.argv[3] as MomentOfSync);
