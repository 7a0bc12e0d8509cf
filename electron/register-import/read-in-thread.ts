import { stat } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { RegdeskError } from "#shared/errors.ts";
import type { ReadAnswer, ReadEnd, RegisterText } from "./import-piece.ts";
import type { FileToRead } from "./import-thread.ts";

/** In bytes: what is read is held in memory until all of it is provided. */
const LARGEST = 16 << 20;

/** Has a thread read a file. @param onPiece hears of its registers, each piece in a turn of its own
 *  @throws {RegdeskError} `BODY_INVALID` or `BODY_TOO_LARGE` */
export async function readInThread(
  file: FileToRead,
  onPiece: (piece: readonly RegisterText[]) => void,
): Promise<ReadEnd> {
  const { size } = await stat(file.path);
  if (size > LARGEST) {
    throw new RegdeskError("BODY_TOO_LARGE", `The file has ${size} bytes, at most ${LARGEST} can be read; split it`);
  }
  // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./import-thread.${extension}`, import.meta.url), { workerData: file });
  const ended = Promise.withResolvers<ReadEnd>();
  worker.once("error", ended.reject);
  worker.on("message", (answer: ReadAnswer) => {
    if ("end" in answer) return ended.resolve(answer.end);
    if ("code" in answer) return ended.reject(new RegdeskError(answer.code, answer.refusal));
    onPiece(answer.piece);
    worker.postMessage("next");
  });
  worker.postMessage("next");
  try {
    return await ended.promise;
  } finally {
    await worker.terminate();
  }
}
