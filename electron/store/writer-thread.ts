/** The thread that owns the only writing connection. It commits everything that has arrived in one transaction and one
 *  fsync, so that a hundred change requests cost what one costs, and a slow disk stalls nobody but itself. */
import Sqlite from "better-sqlite3";
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from "node:worker_threads";
import { changeRequestsTable } from "./change-requests-table.ts";
import { openDatabase } from "./database.ts";
import { registersTable } from "./registers-table.ts";
import { transitionsTable } from "./transitions-table.ts";
import type { Write, WriterAnswer, WriterMessage } from "./write.ts";

/** More in one transaction would make the first wait too long for the last. */
const MOST_PER_COMMIT = 1_000;

function serve(port: MessagePort, path: string): void {
  const database = openDatabase(path);
  const registers = registersTable(database);
  const changeRequests = changeRequestsTable(database);
  const transitions = transitionsTable(database);
  const answer = (message: WriterAnswer): void => port.postMessage(message);

  const store = (write: Write): void => {
    write.registers?.forEach((register) => registers.save(register));
    write.forgottenRegisters?.forEach((name) => registers.remove(name));
    write.changeRequests?.forEach((request) => changeRequests.save(request));
    write.transitions?.forEach((transition) => transitions.append(transition));
  };
  const commit = database.transaction((writes: readonly Write[]) => writes.forEach(store));

  port.on("message", (first: WriterMessage) => {
    const messages = [first, ...waiting(port)];
    const writes = messages.filter((message) => message.kind === "write");
    if (writes.length > 0) {
      const tickets = writes.map(({ ticket }) => ticket);
      try {
        commit(writes.map(({ write }) => write));
        answer({ kind: "committed", tickets });
      } catch (error) {
        if (!(error instanceof Sqlite.SqliteError)) throw error;
        answer({ kind: "failed", tickets, code: error.code, message: error.message });
      }
    }
    if (messages.some(({ kind }) => kind === "close")) {
      database.close();
      port.close();
    }
  });
  answer({ kind: "open" });
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
serve(parentPort, (workerData as { path: string }).path);
