/** Commits like the host's writer, on a disk whose fsync takes 10 ms more. */
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { Committer } from "#electron/store/committer.ts";
import type { Write } from "#electron/store/write.ts";

const FSYNC = 10;

const committer = new Committer((workerData as { path: string }).path);
const port = parentPort;
port?.on("message", (first: Write) => {
  const writes = [first];
  for (;;) {
    const more = receiveMessageOnPort(port) as { readonly message: Write } | undefined;
    if (more === undefined) break;
    writes.push(more.message);
  }
  committer.commit(writes);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FSYNC);
  port.postMessage(writes.length);
});
