import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** In the data directory, where the path is not too long for that. */
export const CONTROL_SOCKET = "control.sock";

/** What the kernel takes as a socket's path: 103 bytes on macOS, 107 on Linux. */
const LONGEST_PATH = 103;

/** Where the host of a data directory listens for the technician's commands: a socket in the directory, which only its
 *  user may enter. Windows has named pipes instead; by their default descriptor others may read but not write, and a pipe
 *  that is not asked answers nothing. */
export function controlSocketPath(dataDirectory: string): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\regdesk-${digest(dataDirectory)}`;
  const path = join(dataDirectory, CONTROL_SOCKET);
  if (Buffer.byteLength(path) <= LONGEST_PATH) return path;
  return join(tmpdir(), `regdesk-${digest(dataDirectory)}`, CONTROL_SOCKET);
}

/** Whether the socket has a folder for itself, because the data directory's path is too long for it. */
export function hasOwnFolder(path: string): boolean {
  return dirname(dirname(path)) === tmpdir() && /^regdesk-[0-9a-f]{16}$/.test(basename(dirname(path)));
}

function digest(dataDirectory: string): string {
  return createHash("sha256").update(realpathSync(dataDirectory)).digest("hex").slice(0, 16);
}
