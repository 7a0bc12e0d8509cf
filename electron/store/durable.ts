import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file that is there whole after the loss of power, or not at all. @param draft where it is written until it is whole */
export function writeDurably(path: string, draft: string, text: string): void {
  writeFileSync(draft, text, { mode: 0o600 });
  synced(draft);
  renameSync(draft, path);
  syncedFolder(dirname(path));
}

/** Makes its absence survive the loss of power. */
export function removeDurably(path: string): void {
  rmSync(path, { force: true });
  syncedFolder(dirname(path));
}

export function synced(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes renames survive the loss of power; Windows opens no folders, and needs it not. */
export function syncedFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
