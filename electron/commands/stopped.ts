import { RegdeskError } from "#shared/errors.ts";
import { lockDataDirectory } from "../store/data-directory-lock.ts";

/** Holds a data directory that no Regdesk may be running on. @throws {RegdeskError} `DATA_DIRECTORY_IN_USE` */
export async function holdStopped(dataDirectory: string): Promise<Disposable> {
  const hold = await lockDataDirectory(dataDirectory);
  if (typeof hold !== "string") return hold;
  const sentence = `The data directory ${dataDirectory} is in use or may not be written; stop Regdesk first`;
  throw new RegdeskError("DATA_DIRECTORY_IN_USE", sentence);
}
