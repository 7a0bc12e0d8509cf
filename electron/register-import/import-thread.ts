/** A thread that reads one file: a second of processor time that no device should wait for. It hands a piece over whenever it
 *  is asked for the next, so that the host takes them up between other work. */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { RegdeskError } from "#shared/errors.ts";
import { endOf, piecesOf, type ReadAnswer } from "./import-piece.ts";
import { readImport } from "./read.ts";

export interface FileToRead {
  readonly path: string;
  /** Of a register, in bytes. */
  readonly longestName: number;
}

function* answers({ path, longestName }: FileToRead): Generator<ReadAnswer> {
  try {
    const read = readImport(readFileSync(path, "utf8"), longestName);
    for (const piece of piecesOf(read)) yield { piece };
    yield { end: endOf(read) };
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    yield { code: error.code, refusal: error.message };
  }
}

if (parentPort === null) throw new Error("files are read by a thread of the host, which does not run alone");
const port = parentPort;
const all = answers(workerData as FileToRead);
port.on("message", () => {
  const { value, done } = all.next() as IteratorResult<ReadAnswer, undefined>;
  if (done !== true) port.postMessage(value);
});
