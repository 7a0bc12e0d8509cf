import { existsSync, renameSync } from "node:fs";

/** Renames a database with its journals out of the way. @returns its new path */
export function setAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, "-");
  const aside = path.replace(/\.db$/, `.damaged-${stamp}.db`);
  for (const suffix of ["", "-wal", "-shm"]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}
