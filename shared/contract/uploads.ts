import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { Piece } from "../piece.ts";

export const UploadId = z.uuid().brand<"UploadId">();
export type UploadId = z.infer<typeof UploadId>;

const NOT_FOUND = { UPLOAD_NOT_FOUND: { status: ERROR_STATUS.UPLOAD_NOT_FOUND } };

/** A file on its way to the host, piece by piece. What then becomes of it, others ask for by its id. */
export const uploads = {
  begin: oc
    .errors({ DISK_FULL: { status: ERROR_STATUS.DISK_FULL } })
    .input(z.object({ size: z.int().nonnegative() }))
    .output(z.object({ upload: UploadId })),
  /** Pieces come in their order, each at the end of the one before. */
  append: oc
    .errors(NOT_FOUND)
    .input(z.object({ upload: UploadId, offset: z.int().nonnegative(), data: Piece.shape.data })),
  /** Forgets it; one that is unknown is no matter. */
  discard: oc.input(z.object({ upload: UploadId })),
};
