/** Documents as sources send them, and what becomes of them. */
import { readDocuments, type ReadOptions, type SourceDocument } from "#electron/sync/document/source-document.ts";
import type { FetchedDocument } from "#electron/sources/source-reader.ts";

export function json(text: string, name = "plant.json"): FetchedDocument {
  return { name, format: "json", bytes: Buffer.from(text) };
}

export function yaml(text: string, name = "plant.yaml"): FetchedDocument {
  return { name, format: "yaml", bytes: Buffer.from(text) };
}

export function read(
  documents: FetchedDocument | readonly FetchedDocument[],
  options: Partial<ReadOptions> = {},
): Promise<SourceDocument> {
  const all = Array.isArray(documents) ? (documents as FetchedDocument[]) : [documents as FetchedDocument];
  return readDocuments(all, { strict: false, ...options }, new AbortController().signal);
}

/** The registers as texts of their values and metadata. */
export async function textsIn(
  documents: FetchedDocument | readonly FetchedDocument[],
): Promise<Record<string, unknown>> {
  const { registers } = await read(documents);
  const texts = [...registers].map(([name, { value, metadata }]): [string, unknown] => [
    name,
    metadata === undefined ? value : [value, metadata],
  ]);
  return Object.fromEntries(texts);
}

/** The sentence with which the documents are refused. */
export async function refusalOf(
  documents: FetchedDocument | readonly FetchedDocument[],
  options: Partial<ReadOptions> = {},
): Promise<string> {
  return read(documents, options).then(
    () => "taken",
    (error: unknown) => (error as Error).message,
  );
}
