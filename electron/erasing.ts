/** Carries out the wish that everything be erased. Whatever was taken away already is passed over, so one that was cut off is
 *  ended by calling it again. */
import { rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import type { StagedErase } from "#shared/model/erase.ts";
import { OWN_FOLDERS, ownFilesIn } from "./own-files.ts";
import { tryLock } from "./store/data-directory-lock.ts";
import { erasedIn, eraseStagedIn, noteErased } from "./store/staged-erase.ts";
import { storageCode } from "./store/trouble.ts";

/** Takes away a file, or a folder with all that is in it. */
export type Remove = (path: string) => void;

const removed: Remove = (path) => rmSync(path, { recursive: true, force: true });

/** Takes away what Regdesk made, if that is wished. Only while the directory is held, and nothing in it is open.
 *  @returns what was erased, now or before, of which the audit does not know yet
 *  @throws {RegdeskError} `DATA_DIRECTORY_UNUSABLE` when something cannot be removed: all else is gone then, and the wish stays */
export function applyStagedErase(dataDirectory: string, remove: Remove = removed): StagedErase | undefined {
  if (eraseStagedIn(dataDirectory) !== undefined) {
    removeOwnFiles(dataDirectory, remove);
    noteErased(dataDirectory);
  }
  return erasedIn(dataDirectory);
}

/** The same for a desktop, which keeps files of its own open from its first moment, before there is a host. Where another
 *  Regdesk holds the directory it is left to that one's next start. @throws {RegdeskError} like {@link applyStagedErase} */
export function eraseBeforeDesktop(dataDirectory: string): void {
  if (eraseStagedIn(dataDirectory) === undefined) return;
  const hold = tryLock(dataDirectory);
  if (typeof hold === "string") return;
  using _ = hold;
  applyStagedErase(dataDirectory);
}

function removeOwnFiles(dataDirectory: string, remove: Remove): void {
  const left = ownFilesIn(dataDirectory).flatMap(({ path }) => {
    try {
      remove(join(dataDirectory, path));
      return [];
    } catch (error) {
      if (storageCode(error) === undefined) throw error;
      return [{ path, error }];
    }
  });
  for (const folder of OWN_FOLDERS) removeIfEmpty(join(dataDirectory, folder));
  const [first] = left;
  if (first === undefined) return;
  const more = left.length > 1 ? ` and ${left.length - 1} more` : "";
  const message = `Everything in ${dataDirectory} is to be erased, and all is but ${first.path}${more}: ${String(first.error)}. Close the program that uses it, check that this user may delete it, and start Regdesk again.`;
  throw new RegdeskError("DATA_DIRECTORY_UNUSABLE", message, { cause: first.error });
}

/** One in which somebody else keeps something stays. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (storageCode(error) === undefined) throw error; // there is none, it is not empty, or it leads elsewhere
  }
}
