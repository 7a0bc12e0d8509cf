// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A hash of files and folders by name and content, so that neither a checkout's new times nor a clock set back deceives.
 *  @param {string} root
 *  @param {readonly string[]} paths below the root; missing ones count as missing
 *  @param {readonly string[]} [left] paths below the root that do not count */
export function fingerprint(root, paths, left = []) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((start) => filesBelow(root, start, left))) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} root @param {string} path @param {readonly string[]} left @returns {string[]} */
function filesBelow(root, path, left) {
  if (left.includes(path) || !existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => !name.startsWith("."))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`, left));
}
