/** Commits like the host's writer, on a disk whose fsync takes 10 ms more. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { activityOf } from "#electron/audit/change-request-activity.ts";
import type { Moves } from "#electron/audit/audit.ts";
import { batchOf } from "#electron/store/batch.ts";
import { Committer } from "#electron/store/committer.ts";

const FSYNC = 10;

const committer = new Committer((workerData as { path: string }).path);
const port = parentPort;
port?.on("message", (first: Moves) => {
  const writes = [first];
  for (;;) {
    const more = receiveMessageOnPort(port) as { readonly message: Moves } | undefined;
    if (more === undefined) break;
    writes.push(more.message);
  }
  const audited = writes.map(({ transitions, ...write }) => ({
    ...write,
    activity: activityOf(transitions, write.changeRequests),
  }));
  committer.commit([batchOf(...audited)]);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FSYNC);
  port.postMessage(writes.length);
});
