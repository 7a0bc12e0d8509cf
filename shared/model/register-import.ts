import { z } from "zod";
import { JsonText } from "../json.ts";

/** Why a line of a file is no register. */
export const RefusalReason = z.enum([
  "not-json",
  "not-an-object",
  "name-missing",
  "name-too-long",
  "value-missing",
  "value-not-of-type",
  "value-too-deep",
  "metadata-not-an-object",
  "named-twice",
  "provided-by-a-device",
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const RefusedLine = z.object({
  /** Counted from 1; absent where the file has no lines of its own for it. */
  line: z.int().optional(),
  name: z.string().optional(),
  reason: RefusalReason,
});
export type RefusedLine = z.infer<typeof RefusedLine>;

export const ImportFormat = z.enum(["csv", "json", "jsonl", "wire"]);
export type ImportFormat = z.infer<typeof ImportFormat>;

/** What a file would bring, and what of it not. */
export const ImportPreview = z.object({
  format: ImportFormat,
  /** How many registers it brings. */
  count: z.int(),
  /** The first of them. */
  first: z.array(z.object({ name: z.string(), value: JsonText, metadata: JsonText.optional() })),
  /** How many lines are refused, and the first of them. */
  refusedCount: z.int(),
  refused: z.array(RefusedLine),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
