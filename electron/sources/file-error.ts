import type { FetchFailure } from "#shared/model/sync.ts";
import { FetchError } from "./fetch-error.ts";

const TROUBLES: Readonly<Record<string, readonly [FetchFailure, string]>> = {
  ENOENT: ["not-found", "is not there; check the path, and that the drive is connected"],
  ENOTDIR: ["not-found", "is not there, because a part of its path is a file; check the path"],
  ENAMETOOLONG: ["not-found", "has a path too long for this system; check it"],
  EACCES: ["auth", "may not be read; give the user who runs Regdesk the right to"],
  EPERM: ["auth", "may not be read; give the user who runs Regdesk the right to"],
  ELOOP: ["other", "is a link that leads back to itself; mend the link"],
  EISDIR: ["other", "became a folder while it was read; try again"],
  EMFILE: ["other", "cannot be opened because too many files are open; close other programs"],
  ENFILE: ["other", "cannot be opened because too many files are open; close other programs"],
  EIO: ["other", "cannot be read because the drive fails; check the drive"],
  EBUSY: ["other", "is locked by another program; close it there"],
  ENODEV: ["other", "is on a drive that is gone; connect it again"],
  ENXIO: ["other", "is no file that can be read; choose a JSON or YAML document or a folder"],
  ESTALE: ["other", "is on a network drive that has changed; connect it again"],
  ETIMEDOUT: ["timeout", "is on a network drive that does not answer; check the connection to it"],
  EHOSTDOWN: ["timeout", "is on a network drive that does not answer; check the connection to it"],
};

/** The file system's error for people. @returns the error itself when it is none of the file system's */
export function fileError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof FetchError) return error;
  const { code, path: at = path } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error;
  const [failure, sentence] = TROUBLES[code] ?? ["other", `cannot be read (${code}); check the drive`];
  return new FetchError(failure, `${at} ${sentence}.`, { cause: error });
}
