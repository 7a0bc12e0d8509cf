/** The notes of erasing everything, which takes two steps because nothing can be taken away under a running host. The wish is
 *  a note in the data directory; the next start carries it out before anything is opened. Then the note gets another name,
 *  until the new audit knows of it: whoever dies in between neither forgets the wish nor carries it out twice. */
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { StagedErase } from "#shared/model/erase.ts";
import { removeDurably, syncedFolder, writeDurably } from "./durable.ts";
import { storageCode } from "./trouble.ts";

/** Their names in the data directory: until it is whole, the wish, and what was erased. */
export const ERASE_DRAFT = "erase.json.draft";
export const ERASE_NOTES = ["erase.json", "erased.json"] as const;

/** Everything is erased at the next start. @throws {RegdeskError} `STORE_UNAVAILABLE`; then nothing is staged */
export function stageErase(dataDirectory: string, wish: StagedErase): void {
  const { note, draft } = placesIn(dataDirectory);
  try {
    writeDurably(note, draft, JSON.stringify(wish));
  } catch (error) {
    if (storageCode(error) === undefined) throw error;
    const message = `The wish to erase everything cannot be written into ${dataDirectory}: ${String(error)}. Check that there is room, and that this user may write there.`;
    throw new RegdeskError("STORE_UNAVAILABLE", message, { cause: error });
  }
}

/** The wish that waits for the next start. */
export function eraseStagedIn(dataDirectory: string): StagedErase | undefined {
  return noteIn(placesIn(dataDirectory).note);
}

/** Nothing is erased at the next start. */
export function cancelErase(dataDirectory: string): void {
  const { note, draft } = placesIn(dataDirectory);
  rmSync(draft, { force: true });
  if (existsSync(note)) removeDurably(note);
}

/** All of it is gone, and only the audit does not know of it yet. */
export function noteErased(dataDirectory: string): void {
  const { note, erased } = placesIn(dataDirectory);
  syncedFolder(dataDirectory);
  renameSync(note, erased);
  syncedFolder(dataDirectory);
}

/** What was erased, until {@link forgetErased}. */
export function erasedIn(dataDirectory: string): StagedErase | undefined {
  return noteIn(placesIn(dataDirectory).erased);
}

/** The audit knows of it. */
export function forgetErased(dataDirectory: string): void {
  removeDurably(placesIn(dataDirectory).erased);
}

function placesIn(dataDirectory: string) {
  const at = (name: string): string => join(dataDirectory, name);
  const [wish, erased] = ERASE_NOTES;
  return { note: at(wish), draft: at(ERASE_DRAFT), erased: at(erased) };
}

/** A note that cannot be read was never written by Regdesk: its own are whole. */
function noteIn(path: string): StagedErase | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return StagedErase.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
