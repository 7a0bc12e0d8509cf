import type { Inspect } from "../../sources/source-reader.ts";
import { DocumentInvalid } from "./document-invalid.ts";
import { readDocuments } from "./source-document.ts";

/** The last step of a source's test: what its documents hold, or what is wrong with them. */
export function inspection(strict: boolean): Inspect {
  return async (documents, signal) => {
    try {
      const { registers, skipped, skippedCount } = await readDocuments(documents, { strict }, signal);
      const count = registers.size === 1 ? "There is one register" : `There are ${registers.size} registers`;
      const [first] = skipped;
      if (first === undefined) return { ok: true, message: `${count}.` };
      return { ok: true, message: `${count}; ${skippedCount} cannot be taken, the first because of ${first.message}.` };
    } catch (error) {
      if (error instanceof DocumentInvalid) return { ok: false, message: error.message };
      throw error;
    }
  };
}
