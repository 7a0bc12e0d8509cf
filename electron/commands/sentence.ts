import { ORPCError } from "@orpc/client";
import { RegdeskError } from "#shared/errors.ts";

/** What a person is told. Expected refusals are a sentence; anything else is a bug and shows its stack. */
export function sentenceOf(error: unknown): string {
  if (error instanceof RegdeskError) return error.message;
  if (error instanceof ORPCError && error.code !== "INTERNAL_SERVER_ERROR") return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
