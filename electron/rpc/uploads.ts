import type { UploadId } from "#shared/contract/uploads.ts";
import { os } from "./context.ts";

/** Takes files in, piece by piece. */
export interface Uploads {
  begin(size: number): Promise<UploadId>;
  append(upload: UploadId, offset: number, data: string): Promise<void>;
  /** Where it lies. */
  path(upload: UploadId): string;
  discard(upload: UploadId): Promise<void>;
}

export function uploadsRouter(uploads: Uploads) {
  return os.uploads.router({
    begin: os.uploads.begin.handler(async ({ input }) => ({ upload: await uploads.begin(input.size) })),
    append: os.uploads.append.handler(({ input }) => uploads.append(input.upload, input.offset, input.data)),
    discard: os.uploads.discard.handler(({ input }) => uploads.discard(input.upload)),
  });
}
