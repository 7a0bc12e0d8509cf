import { open, type FileHandle } from "node:fs/promises";
import type { Clock } from "#shared/clock.ts";
import { FetchError } from "./fetch-error.ts";
import { rest } from "./in-time.ts";

/** How often a file that is being written is read again, and how long it is left alone in between, in milliseconds. */
const ATTEMPTS = 20;
const PAUSE = 100;
/** What was written this little ago, in milliseconds, may be a part only. */
const FRESH = 100;

const BLOCK = 1 << 20;

export interface FileContents {
  readonly bytes: Uint8Array;
  /** What tells this state of the file from others without reading it. */
  readonly stamp: string;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
}

/** What a file may be at most. */
interface Room {
  readonly bytes: number;
  readonly exceeded: () => FetchError;
}

/** Reads a file that stands still: one that is being written, or was just now, is read again.
 *  @throws {FetchError} `other` when it never stands still; whatever exceeding the room gives */
export async function contentsOf(path: string, room: Room, clock: Clock, signal: AbortSignal): Promise<FileContents> {
  await using handle = await open(path, "r");
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await rest(PAUSE, signal);
    const before = await stampOf(handle);
    if (before.size > room.bytes) throw room.exceeded();
    const bytes = await read(handle, before.size, room, signal);
    const after = await stampOf(handle);
    const isWhole = bytes.byteLength === after.size && before.stamp === after.stamp;
    const age = clock.now() - after.modifiedAt;
    // A clock elsewhere may be ahead of this one, and says nothing then.
    const isFresh = age >= 0 && age < FRESH;
    if (isWhole && !isFresh) return { bytes, stamp: after.stamp, modifiedAt: after.modifiedAt };
  }
  throw new FetchError(
    "other",
    `${path} is being written to without a pause; write it elsewhere and rename it when done.`,
  );
}

/** What is known of a file without reading it. */
export function stampFrom({ size, mtimeNs }: { readonly size: bigint; readonly mtimeNs: bigint }): string {
  return `${mtimeNs}/${size}`;
}

async function stampOf(handle: FileHandle) {
  const stat = await handle.stat({ bigint: true });
  return { stamp: stampFrom(stat), size: Number(stat.size), modifiedAt: Number(stat.mtimeMs) };
}

async function read(handle: FileHandle, size: number, room: Room, signal: AbortSignal): Promise<Uint8Array> {
  // One byte more than expected shows a file that grows; memory of its own, because all of it goes where the bytes go.
  let buffer = Buffer.allocUnsafeSlow(size + 1);
  let length = 0;
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, length, Math.min(BLOCK, buffer.byteLength - length), length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
    if (length > room.bytes) throw room.exceeded();
    if (length === buffer.byteLength) buffer = Buffer.concat([buffer], length + BLOCK);
  }
}
