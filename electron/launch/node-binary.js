// @ts-check
/** Finds a Node that can run Regdesk. The launchers themselves also run on older ones, because that may be what the machine has. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** What package.json's `engines` asks for; older Nodes crash in the database's native module instead of refusing. */
export const NODE_WANTED = 24;

/** @param {string} version for example `24.21.0` */
export const isNewEnough = (version) => Number.parseInt(version, 10) >= NODE_WANTED;

/** The program to run Regdesk with: this one when it is new enough, else the one that the `node` package brings along.
 *  @param {{ version?: string, resolve?: (id: string) => string }} [machine]
 *  @returns {string | undefined} nothing when there is none */
export function nodeBinary({ version = process.versions.node, resolve = createRequire(import.meta.url).resolve } = {}) {
  if (isNewEnough(version)) return process.execPath;
  const manifest = resolved("node/package.json", resolve);
  if (!manifest || !isNewEnough(JSON.parse(readFileSync(manifest, "utf8")).version)) return undefined;
  return ["bin/node", "bin/node.exe"].map((name) => join(dirname(manifest), name)).find((file) => existsSync(file));
}

/** The sentence for when {@link nodeBinary} finds none. */
export const noNodeSentence = () =>
  `Regdesk needs Node ${NODE_WANTED} or newer, and this is Node ${process.versions.node}: install a newer one from https://nodejs.org.`;

/** @param {string} id @param {(id: string) => string} resolve */
function resolved(id, resolve) {
  try {
    return resolve(id);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
