/** Files travel between host and window in pieces, each asked for once the one before has arrived, so that neither side
 *  ever holds a whole file. */
import { z } from "zod";
import { PIECE_BYTES } from "./piece-size.ts";

export const Piece = z.object({
  /** In base64, which is not checked: a pattern over half a million letters takes longer than the disk. Empty at the end of
   *  the file. */
  data: z.string().max(Math.ceil(PIECE_BYTES / 3) * 4),
  /** Bytes of the whole file. */
  size: z.int().nonnegative(),
});
export type Piece = z.infer<typeof Piece>;

/** A file's name in one of the host's folders, never a path. */
export const FileName = z.string().regex(/^[\w][\w.-]{0,120}$/, "a file is named without a path");
