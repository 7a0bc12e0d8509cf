import type { Clock } from "#shared/clock.ts";
import type { TestStep } from "#shared/contract/sources.ts";
import { FetchError } from "./fetch-error.ts";
import type { Fetched, FetchedDocument, ReaderOptions } from "./source-reader.ts";

/** Takes one step. @param act what it does; its sentence when it succeeds */
export async function taken(step: TestStep["step"], clock: Clock, act: () => Promise<string>): Promise<TestStep> {
  const started = clock.monotonic();
  const outcome = await act().then(
    (message) => ({ ok: true, message }),
    (error: unknown) => {
      if (error instanceof FetchError) return { ok: false, message: error.message };
      throw error;
    },
  );
  return { step, ...outcome, ms: Math.round(clock.monotonic() - started) };
}

/** The steps from a reachable source to its registers.
 *  @param credentials whether there are any to be tried; undefined when the source knows none */
export async function* readingSteps(
  fetch: (signal: AbortSignal) => Promise<Fetched>,
  { clock, inspect }: ReaderOptions,
  signal: AbortSignal,
  credentials: "none" | "given" | undefined,
): AsyncGenerator<TestStep, void, undefined> {
  let documents: readonly FetchedDocument[] = [];
  let failure: FetchError["class"] | undefined;
  const read = await taken("fetch", clock, async () => {
    try {
      const fetched = await fetch(signal);
      if (fetched.kind === "fetched") ({ documents } = fetched);
      return sizeOf(documents);
    } catch (error) {
      if (error instanceof FetchError) failure = error.class;
      throw error;
    }
  });
  if (failure === "auth" && credentials !== undefined) return yield { ...read, step: "auth" };
  // Both are one request: whoever lets it pass has accepted the credentials, and what was asked for is another matter.
  if (credentials !== undefined) yield { step: "auth", ok: true, message: ACCEPTED[credentials], ms: 0 };
  yield read;
  if (!read.ok || inspect === undefined) return;
  const started = clock.monotonic();
  const inspected = await inspect(documents, signal);
  yield { step: "parse", ...inspected, ms: Math.round(clock.monotonic() - started) };
}

const ACCEPTED = { none: "No credentials are needed.", given: "The credentials are accepted." } as const;

function sizeOf(documents: readonly FetchedDocument[]): string {
  const bytes = documents.reduce((sum, document) => sum + document.bytes.byteLength, 0);
  const count = documents.length === 1 ? "is one document" : `are ${documents.length} documents`;
  return `There ${count} of ${bytes} bytes in all.`;
}
