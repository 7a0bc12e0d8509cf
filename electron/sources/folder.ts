import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { byName, formatOfName } from "./document-name.ts";
import { FetchError } from "./fetch-error.ts";

/** The documents of a folder and its folders in the order of their names, as paths below it with slashes. What begins with a
 *  dot is left out, as are folders that were already seen: links may lead in circles. */
export async function documentsBelow(folder: string, most: number, signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  const walk = async (below: string): Promise<void> => {
    const path = join(folder, below);
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const contents = await readdir(path, { withFileTypes: true });
    for (const content of contents.sort((a, b) => byName(a.name, b.name))) {
      signal.throwIfAborted();
      if (content.name.startsWith(".")) continue;
      const name = below === "" ? content.name : `${below}/${content.name}`;
      const kind = await kindOf(content, join(folder, name));
      if (kind === "folder") await walk(name);
      if (kind !== "file" || formatOfName(name) === undefined) continue;
      if (found.length === most) throw tooMany(folder, most);
      found.push(name);
    }
  };
  await walk("");
  return found;
}

async function kindOf(content: Dirent, path: string): Promise<"folder" | "file" | "other"> {
  if (content.isDirectory()) return "folder";
  if (content.isFile()) return "file";
  if (!content.isSymbolicLink()) return "other";
  // A link that leads nowhere, or that was removed meanwhile, leads to no document.
  const target = await stat(path).catch(() => undefined);
  if (target?.isDirectory()) return "folder";
  return target?.isFile() ? "file" : "other";
}

function tooMany(folder: string, most: number): FetchError {
  return new FetchError(
    "too-large",
    `${folder} and its folders hold more than ${most} documents; choose a folder that holds only those of this source.`,
  );
}
