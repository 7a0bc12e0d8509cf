/** Readers as the sync engine opens them, and what comes out of them. */
import { systemClock } from "#electron/clock.ts";
import { FetchError } from "#electron/sources/fetch-error.ts";
import { openReader } from "#electron/sources/open-reader.ts";
import type { Fetched, ReaderOptions, SourceReader } from "#electron/sources/source-reader.ts";
import type { TestStep } from "#shared/contract/sources.ts";
import { Connection } from "#shared/model/source.ts";
import type { z } from "zod";

export const NEVER = new AbortController().signal;

/** @param connection with what its model fills in left out */
export function reader(connection: z.input<typeof Connection>, options: Partial<ReaderOptions> = {}): SourceReader {
  return openReader(Connection.parse(connection), { timeout: 20_000, clock: systemClock, ...options });
}

/** The documents' texts by name. */
export function textsOf(fetched: Fetched): Record<string, string> {
  if (fetched.kind === "unchanged") throw new Error("there are no documents, because nothing has changed");
  return Object.fromEntries(fetched.documents.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]));
}

export async function failureOf(
  fetching: Promise<unknown>,
): Promise<Pick<FetchError, "class" | "message" | "retryAfter">> {
  const error = await fetching.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FetchError)) throw new Error("it did not fail as a fetch does", { cause: error });
  return { class: error.class, message: error.message, retryAfter: error.retryAfter };
}

export async function stepsOf(
  testing: AsyncIterable<TestStep>,
): Promise<[step: string, ok: boolean, message: string][]> {
  const steps: [string, boolean, string][] = [];
  for await (const { step, ok, message } of testing) steps.push([step, ok, message]);
  return steps;
}
