import { z } from "zod";

/** Which files of the `sources` folder have been taken in, and in which state: a digest by the file's name. */
export const SourceFilesBookmark = z.record(z.string(), z.string());
export type SourceFilesBookmark = z.infer<typeof SourceFilesBookmark>;
