// @ts-check
/** Builds Regdesk when what it is built from has changed; also to be started alone. All it says goes to stderr, for stdout
 *  belongs to the command that wanted the build. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { whileLocked } from "./build-lock.js";
import { startChild } from "./child.js";
import { fingerprint } from "./fingerprint.js";
import { noNodeSentence, nodeBinary } from "./node-binary.js";
import { isStarted, ROOT } from "./places.js";

const INPUTS = [
  "electron",
  "shared",
  "renderer",
  "resources",
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
];
const OUTPUTS = ["out/main", "out/preload", "out/renderer"];
const LAUNCHERS = ["electron/launch"];

const inputsOf = (/** @type {string} */ root) => fingerprint(root, INPUTS, LAUNCHERS);
const outputsOf = (/** @type {string} */ root) => fingerprint(root, OUTPUTS);
const stampOf = (/** @type {string} */ root) => join(root, "out/build.json");

/** @param {{ root?: string, build?: (root: string) => Promise<boolean> }} [options]
 *  @returns {Promise<boolean>} whether what is built is fresh now */
export async function buildStale({ root = ROOT, build = runBuild } = {}) {
  if (isFresh(root)) return true;
  mkdirSync(join(root, "out"), { recursive: true });
  return await whileLocked(join(root, "out/build.lock"), async () => {
    // Whoever held the lock while we waited was building just this.
    if (isFresh(root)) return true;
    // Read before the build: a change made meanwhile may have come too late for it.
    const inputs = inputsOf(root);
    rmSync(stampOf(root), { force: true });
    if (!(await build(root))) return false;
    writeStamp(root, { inputs, outputs: outputsOf(root) });
    return true;
  });
}

/** Fresh is only what a build finished from just these inputs and nobody changed since: neither an interrupted build nor
 *  what `npm run dev` left behind.
 *  @param {string} root */
export function isFresh(root) {
  const stamp = readStamp(root);
  return stamp !== undefined && stamp.outputs === outputsOf(root) && stamp.inputs === inputsOf(root);
}

/** @param {string} root */
async function runBuild(root) {
  const node = nodeBinary();
  if (!node) {
    process.stderr.write(`${noNodeSentence()}\n`);
    return false;
  }
  process.stderr.write("Building Regdesk …\n");
  const script = fileURLToPath(new URL("build.js", import.meta.url));
  const build = startChild(node, [script], { stdout: "stderr", cwd: root });
  const { code } = await build.ended;
  if (code !== 0 && !build.interrupted()) process.stderr.write("Regdesk could not be built.\n");
  return code === 0;
}

/** @param {string} root @returns {{ inputs?: string, outputs?: string } | undefined} */
function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampOf(root), "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** In one step, so that no reader ever sees half of it.
 *  @param {string} root @param {{ inputs: string, outputs: string }} stamp */
function writeStamp(root, stamp) {
  const draft = `${stampOf(root)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(stamp)}\n`);
  renameSync(draft, stampOf(root));
}

if (isStarted(import.meta.url) && !(await buildStale())) process.exitCode = 1;
