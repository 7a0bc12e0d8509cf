/** The thread that owns the only writing connection. It commits everything that has arrived in one transaction and one
 *  fsync, so that a hundred change requests cost what one costs, and a slow disk stalls nobody but itself. */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from "node:worker_threads";
import { Committer } from "./committer.ts";
import { storageCode } from "./trouble.ts";
import type { WriterAnswer, WriterMessage } from "./writer-message.ts";

/** More in one transaction would make the first wait too long for the last. */
const MOST_PER_COMMIT = 1_000;

function serve(port: MessagePort, committer: Committer): void {
  const answer = (message: WriterAnswer): void => port.postMessage(message);

  const backUp = (now: number, kept: number): void => {
    const made = committer.backUp(now, kept).then((path) => {
      if (path !== undefined) answer({ kind: "backup-made", path });
    });
    made.catch((error: unknown) => {
      const code = storageCode(error);
      if (code === undefined) throw error;
      answer({ kind: "backup-failed", code });
    });
  };

  port.on("message", (first: WriterMessage) => {
    const messages = [first, ...waiting(port)];
    const batches = messages.flatMap((message) => (message.kind === "batch" ? [message.batch] : []));
    if (batches.length > 0) {
      try {
        const { firstLine, hashes } = committer.commit(batches);
        answer({ kind: "committed", batches: batches.length, firstLine, hashes: hashes.join("") });
      } catch (error) {
        const code = storageCode(error);
        if (code === undefined) throw error;
        answer({ kind: "failed", batches: batches.length, code });
      }
    }
    for (const message of messages) if (message.kind === "back-up") backUp(message.now, message.kept);
    if (messages.some(({ kind }) => kind === "close")) {
      committer.close();
      port.close();
    }
  });
}

/** What has arrived besides the first message, without waiting for it. */
function waiting(port: MessagePort): WriterMessage[] {
  const messages: WriterMessage[] = [];
  while (messages.length < MOST_PER_COMMIT) {
    const received = receiveMessageOnPort(port) as { message: WriterMessage } | undefined;
    if (received === undefined) break;
    messages.push(received.message);
  }
  return messages;
}

if (parentPort === null) throw new Error("the writer is a thread of the host and does not run alone");
const { path, isHeld } = workerData as { path: string; isHeld: boolean };
serve(parentPort, new Committer(path, isHeld));
