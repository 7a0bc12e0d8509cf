import { isUtf8 } from "node:buffer";
import type { FetchedDocument } from "../../sources/source-reader.ts";
import { DocumentInvalid, type Position } from "./document-invalid.ts";

const REPLACEMENT = "\uFFFD";
const REPLACEMENT_BYTES = Buffer.from(REPLACEMENT);

/** The document's text, without a byte order mark. @throws {DocumentInvalid} when it is not UTF-8, saying where */
export function textOf({ name, bytes }: FetchedDocument): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) throw new DocumentInvalid(name, "this is UTF-16; save it as UTF-8");
  const text = new TextDecoder().decode(bytes);
  if (isUtf8(bytes)) return text;
  throw new DocumentInvalid(name, "these bytes are not UTF-8; save it as UTF-8", { position: damageIn(text, bytes) });
}

export function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}

/** The first place where decoding had to put a replacement, which may also have been written there on purpose. */
function damageIn(text: string, bytes: Uint8Array): Position | undefined {
  let offset = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let from = 0;
  for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    const isWritten = REPLACEMENT_BYTES.equals(bytes.subarray(offset, offset + REPLACEMENT_BYTES.length));
    if (!isWritten) return positionIn(text, at);
    offset += REPLACEMENT_BYTES.length;
    from = at + 1;
  }
  return undefined;
}
