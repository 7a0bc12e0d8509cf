import { createHash } from "node:crypto";
import type { SourceFilter } from "#shared/model/source.ts";
import type { FetchedDocument } from "../../sources/source-reader.ts";
import type { DocumentRegister } from "./document-register.ts";

/** Characters handed to the hash at a time: one at a time is slow, all at once is a copy of everything. */
const PORTION = 1 << 16;

/** sha256 of the canonical document, in hexadecimal: formatting and the order of files, registers and keys do not matter.
 *  @param names of the registers, in order */
export function hashOf(registers: ReadonlyMap<string, DocumentRegister>, names: readonly string[]): string {
  const hash = createHash("sha256");
  let portion = "{";
  for (const name of names) {
    const register = registers.get(name);
    if (register === undefined) continue;
    const { canonicalValue, canonicalMetadata } = register;
    const metadata = canonicalMetadata === undefined ? "" : `"metadata":${canonicalMetadata},`;
    portion += `${JSON.stringify(name)}:{${metadata}"value":${canonicalValue}},`;
    if (portion.length < PORTION) continue;
    hash.update(portion);
    portion = "";
  }
  return hash.update(`${portion}}`).digest("hex");
}

/** The names in order; the order of last time when they are the same, because sorting costs more than looking. */
export function orderOf(
  registers: ReadonlyMap<string, DocumentRegister>,
  known: readonly string[] | undefined,
): readonly string[] {
  const isSame = known?.length === registers.size && known.every((name) => registers.has(name));
  return isSame ? known : [...registers.keys()].sort();
}

/** sha256 of the documents as they came: equal only when nothing at all changed, and much faster to make. */
export function fingerprintOf(documents: readonly FetchedDocument[]): string {
  const hash = createHash("sha256");
  for (const { name, format, bytes } of documents) {
    hash.update(`${JSON.stringify([name, format, bytes.byteLength])}\n`).update(bytes);
  }
  return hash.digest("hex");
}

/** sha256 of what decides which registers are taken and what they are called, so that a change of it can be told. */
export function selectionHash({ names, includeTags, excludeTags }: SourceFilter, prefix: string): string {
  const canonical = JSON.stringify([names, includeTags.toSorted(), excludeTags.toSorted(), prefix]);
  return createHash("sha256").update(canonical).digest("hex");
}
