import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** The file gets its name when it is whole. */
export function writeWhole(path: string, texts: Iterable<string>): void {
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, "w", 0o600);
  try {
    for (const text of texts) writeSync(file, text);
    closeSync(file);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
