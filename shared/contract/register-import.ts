import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { ImportPreview } from "../model/register-import.ts";
import { UploadId } from "./uploads.ts";

const errors = {
  UPLOAD_NOT_FOUND: { status: ERROR_STATUS.UPLOAD_NOT_FOUND },
  BODY_INVALID: { status: ERROR_STATUS.BODY_INVALID },
  BODY_TOO_LARGE: { status: ERROR_STATUS.BODY_TOO_LARGE },
  REGISTERS_FULL: { status: ERROR_STATUS.REGISTERS_FULL },
};

export const registerImport = {
  /** What an uploaded file would bring now; registers that a device provides stay the device's. */
  preview: oc
    .errors(errors)
    .input(z.object({ upload: UploadId }))
    .output(ImportPreview),
  /** Provides them, once. @param ttl how long they count, in milliseconds  @param file the file's own name, for the audit */
  apply: oc
    .errors(errors)
    .input(
      z.object({
        upload: UploadId,
        file: z.string().min(1).max(1_024),
        ttl: z
          .number()
          .min(1_000)
          .max(30 * 86_400_000),
      }),
    )
    .output(ImportPreview),
};
