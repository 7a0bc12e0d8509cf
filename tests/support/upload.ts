import type { Client } from "#shared/contract/contract.ts";
import type { UploadId } from "#shared/contract/uploads.ts";
import { PIECE_BYTES } from "#shared/piece-size.ts";

/** Sends a file to the host as a window does, in pieces. */
export async function uploaded(client: Client, file: Buffer | string, piece = PIECE_BYTES): Promise<UploadId> {
  const bytes = Buffer.from(file);
  const { upload } = await client.uploads.begin({ size: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += piece) {
    const data = bytes.subarray(offset, offset + piece).toString("base64");
    await client.uploads.append({ upload, offset, data });
  }
  return upload;
}

/** Reads a file of the host as a window does, piece by piece. */
export async function downloaded(
  read: (place: { readonly name: string; readonly offset: number }) => Promise<{ readonly data: string }>,
  name: string,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let offset = 0; ; offset += pieces.at(-1)?.length ?? 0) {
    const { data } = await read({ name, offset });
    if (data === "") return Buffer.concat(pieces);
    pieces.push(Buffer.from(data, "base64"));
  }
}
