/** The thread that syncs, but for one thing: it dies when it is told to, in the middle of what it is doing. */
import { parentPort, workerData } from "node:worker_threads";
import { readSourceRegisters } from "#electron/store/source-registers-table.ts";
import type { ThreadQuestion } from "#electron/sync/thread/thread-message.ts";
import { serveSync } from "#electron/sync/thread/thread-server.ts";

const { path, deaths } = workerData as { path: string; deaths: Int32Array };
parentPort!.on("message", ({ kind }: ThreadQuestion) => {
  const at = Atomics.load(deaths, 0);
  if (at === 0 || kind !== (["", "evaluate", "portion", "text"] as const)[at]) return;
  Atomics.store(deaths, 0, 0);
  process.exit(1); // of the thread alone, and at once
});
serveSync(parentPort!, (source) => readSourceRegisters(path, source));
