/** The thread in which sources are fetched, read and compared. It reads what is stored of them by itself, so that it need not
 *  cross the host's own thread. */
import { parentPort, workerData } from "node:worker_threads";
import { readSourceRegisters } from "./store/source-registers-table.ts";
import { serveSync } from "./sync/thread/thread-server.ts";

if (parentPort === null) throw new Error("the sync thread is a thread of the host and does not run alone");
const { path } = workerData as { path: string };
serveSync(parentPort, (source) => readSourceRegisters(path, source));
