/** Listener, registry and gate over a store that commits in a thread whose disk needs 10 ms more for every fsync. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { ChangeRequests } from "#electron/change-requests/change-requests.ts";
import type { ChangeRequestStore } from "#electron/change-requests/change-request-store.ts";
import { Policy } from "#electron/change-requests/policy.ts";
import { systemClock } from "#electron/clock.ts";
import { rootLogger } from "#electron/logging.ts";
import { Registry } from "#electron/registry/registry.ts";
import { startRest } from "#electron/rest/listener.ts";
import { GatePolicy } from "#shared/model/gate.ts";
import { ownDirectory, present } from "./self.ts";

function slowDisk(): ChangeRequestStore {
  const path = join(ownDirectory(), "regdesk.db");
  const worker = new Worker(new URL("slow-writer-thread.ts", import.meta.url), { workerData: { path } });
  const waiting: (() => void)[] = [];
  worker.on("message", (committed: number) => waiting.splice(0, committed).forEach((resolve) => resolve()));
  return {
    commit: (write) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        worker.postMessage(write);
      }),
  };
}

async function run(): Promise<void> {
  const clock = systemClock;
  const log = rootLogger("error");
  const registry = new Registry({ clock });
  const changeRequests = new ChangeRequests({
    clock,
    registry,
    store: slowDisk(),
    stored: [],
    lastId: 0,
    policy: new Policy({ append: () => Promise.resolve() }, clock, GatePolicy.parse({})),
    log,
  });
  const rest = await startRest({ registry, changeRequests, clock, log, host: "127.0.0.1", port: 0 });
  present(rest.port);
}

await run();
