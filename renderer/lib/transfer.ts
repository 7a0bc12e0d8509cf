/** Files between window and host, piece by piece: neither side ever holds a whole one. */
import { PIECE_BYTES } from "#shared/piece-size.ts";
import type { Client } from "#shared/contract/contract.ts";
import type { UploadId } from "#shared/contract/uploads.ts";
import type { Sink } from "./export/write-file.ts";

/** How far it is, in bytes. */
export type OnProgress = (done: number, all: number) => void;

export type ReadPiece = (offset: number) => Promise<{ readonly data: string; readonly size: number }>;

/** Stops when the signal aborts; then the file is of no use. @returns whether it is complete */
export async function download(
  read: ReadPiece,
  sink: Sink,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    for (let offset = 0; ;) {
      const { data, size } = await read(offset);
      if (data === "" || signal.aborted) break;
      const bytes = bytesOf(data);
      await sink.write(bytes);
      offset += bytes.length;
      onProgress(offset, size);
    }
    await (signal.aborted ? sink.abort() : sink.close());
    return !signal.aborted;
  } catch (error) {
    await sink.abort().catch(() => undefined);
    throw error;
  }
}

/** @returns under which id the host has it */
export async function upload(
  client: Client,
  file: Blob,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<UploadId> {
  const { upload: id } = await client.uploads.begin({ size: file.size });
  for (let offset = 0; offset < file.size && !signal.aborted; offset += PIECE_BYTES) {
    const bytes = new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer());
    await client.uploads.append({ upload: id, offset, data: base64Of(bytes) });
    onProgress(Math.min(offset + PIECE_BYTES, file.size), file.size);
  }
  return id;
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** In parts, because a function takes no half a million arguments. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
