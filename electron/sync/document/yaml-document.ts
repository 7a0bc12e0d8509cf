import { loadAll, YAMLException } from "js-yaml";
import type { Json } from "#shared/json.ts";
import { DocumentInvalid } from "./document-invalid.ts";
import type { DocumentLimits } from "./document-limits.ts";
import { JSON_VALUES, NotJson, valueOf } from "./yaml-schema.ts";

/** Deeper than a register's value may be, so that one too deep is that register's fault and not the document's. */
const DEEPEST = 600;

/** Reads the pages of a YAML 1.2 document; empty ones are left out. A name that a mapping has twice is an error. What JSON
 *  cannot hold is still in them, see {@link strangerIn}.
 *  @throws {DocumentInvalid} saying where it is not YAML, or which limit it exceeds */
export function readYaml(text: string, name: string, limits: DocumentLimits): Json[] {
  const pages = pagesIn(text, name).map(valueOf);
  if (pages.length > limits.pages) {
    throw new DocumentInvalid(name, `it has more than ${limits.pages} pages; put them into one`);
  }
  const written = pages.filter((page) => page !== null);
  if (written.length === 0) throw new DocumentInvalid(name, `it is empty; write at least "registers: {}"`);
  if (text.includes("*")) refuseBombs(written, name, limits.unfolded);
  return written as Json[];
}

function pagesIn(text: string, name: string): unknown[] {
  try {
    return loadAll(text, { schema: JSON_VALUES, maxDepth: DEEPEST });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    const position = mark && { line: mark.line + 1, column: mark.column + 1 };
    throw new DocumentInvalid(name, `this is not YAML: ${reason}; correct it there`, { cause: error, position });
  }
}

/** A few lines of aliases of aliases can stand for more than any memory holds. */
function refuseBombs(pages: readonly unknown[], name: string, most: number): void {
  const sizes = new Map<object, number>();
  const sizeOf = (value: unknown): number => {
    if (typeof value === "string") return value.length + 2;
    if (typeof value !== "object" || value === null) return 4;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    sizes.set(value, Number.POSITIVE_INFINITY);
    let size = 2;
    for (const [key, child] of Object.entries(value)) size += key.length + 4 + sizeOf(child);
    sizes.set(value, size);
    return size;
  };
  const size = pages.reduce<number>((sum, page) => sum + sizeOf(page), 0);
  if (size <= most) return;
  const what = Number.isFinite(size) ? `stand for more than ${most} bytes` : "lead back to themselves";
  throw new DocumentInvalid(name, `its aliases ${what}; write out what they mean instead`);
}

/** The first thing in a value that JSON cannot hold, as it is written; undefined when there is none. */
export function strangerIn(value: unknown, depth = 0): string | undefined {
  if (value instanceof NotJson) return value.source;
  // What aliases nest more deeply than anything may be is refused for that.
  if (typeof value !== "object" || value === null || depth > DEEPEST) return undefined;
  for (const child of Object.values(value)) {
    const stranger = strangerIn(child, depth + 1);
    if (stranger !== undefined) return stranger;
  }
  return undefined;
}
