import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import type { Client } from "#shared/contract/contract.ts";
import type { UploadId } from "#shared/contract/uploads.ts";
import { RegdeskError } from "#shared/errors.ts";
import { PIECE_BYTES } from "#shared/piece-size.ts";
import { withControl } from "./control.ts";
import { mergeAsText } from "./merge-lines.ts";

interface MergeOptions {
  readonly dataDir: string;
  readonly dryRun: boolean;
}

/** Adds what the running Regdesk lacks, and says what that was. The backup goes there as a file from a window does, and is
 *  not kept. */
export async function mergeBackup(path: string, { dataDir, dryRun }: MergeOptions): Promise<void> {
  await using file = await opened(path);
  const merge = await withControl(dataDir, async (client) => {
    const upload = await sent(client, file);
    const origin = { upload, file: basename(path) };
    try {
      return await (dryRun ? client.backups.previewMerge(origin) : client.backups.merge(origin));
    } finally {
      await client.uploads.discard({ upload });
    }
  });
  process.stdout.write(mergeAsText(merge, !dryRun));
}

async function opened(path: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw notReadable(path, code, error);
  }
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw notReadable(path, "it is no file");
}

function notReadable(path: string, why: string, cause?: unknown): RegdeskError {
  return new RegdeskError("BACKUP_INVALID", `The backup ${path} cannot be read (${why}); check its name`, { cause });
}

/** Piece by piece: with a history in it a backup may be larger than the memory. */
async function sent({ uploads }: Client, file: FileHandle): Promise<UploadId> {
  const { size } = await file.stat();
  const { upload } = await uploads.begin({ size });
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let offset = 0; offset < size;) {
    const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, offset);
    if (bytesRead === 0) break;
    await uploads.append({ upload, offset, data: piece.subarray(0, bytesRead).toString("base64") });
    offset += bytesRead;
  }
  return upload;
}
