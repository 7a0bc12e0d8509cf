import type { DocumentFormat } from "./source-reader.ts";

const FORMATS: Readonly<Record<string, DocumentFormat>> = { json: "json", yaml: "yaml", yml: "yaml" };

/** What the end of a document's name says about its format; undefined when it says nothing. */
export function formatOfName(name: string): DocumentFormat | undefined {
  const [, extension = ""] = /\.([a-z]+)$/i.exec(name) ?? [];
  return FORMATS[extension.toLowerCase()];
}

/** The order in which the documents of a folder are read: the same on every machine, whatever its language. */
export function byName(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const BRACE = 0x7b;
/** Spaces, tabs, line breaks, and the bytes of a byte order mark. */
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/** The format of a document whose name says nothing: one in JSON begins with a brace, and what else does is YAML too. */
export function formatOfText(bytes: Uint8Array): DocumentFormat {
  return bytes.find((byte) => !BLANK.has(byte)) === BRACE ? "json" : "yaml";
}
