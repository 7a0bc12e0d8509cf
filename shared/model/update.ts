/** A newer Regdesk, as the update address of a site or a company tells of it. */
import { z } from "zod";

export const FoundUpdate = z.object({
  version: z.string(),
  /** ISO 8601, as the maker wrote it. */
  releasedAt: z.string().optional(),
  notes: z.string().optional(),
  /** The installer for this machine. */
  installer: z.object({
    name: z.string(),
    url: z.string(),
    bytes: z.int().optional(),
    /** In base64, as electron-builder writes it. */
    sha512: z.string(),
  }),
});
export type FoundUpdate = z.infer<typeof FoundUpdate>;

export const UpdatesState = z.object({
  current: z.string(),
  /** When was looked last since Regdesk started, in epoch milliseconds. */
  checkedAt: z.number().optional(),
  /** A newer one; absent when there is none, or nobody has looked yet. */
  found: FoundUpdate.optional(),
  /** Bytes of the installer that are on the disk already. */
  saving: z.object({ done: z.int(), all: z.int().optional() }).optional(),
  /** Where the installer was saved, whole and proved. */
  saved: z.string().optional(),
});
export type UpdatesState = z.infer<typeof UpdatesState>;
