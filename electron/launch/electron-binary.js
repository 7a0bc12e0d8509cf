// @ts-check
/** Electron's program. The npm package does not contain it; it is downloaded once, when first wanted. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startChild } from "./child.js";

/** Milliseconds without a byte after which a download counts as filtered: a slow network is waited for, a silent one is not. */
const SILENCE = 20_000;

const packageDirectory = () => dirname(createRequire(import.meta.url).resolve("electron/package.json"));

/** The program's path, or nothing while it is not there.
 *  @param {string} [directory] */
export function electronBinary(directory = packageDirectory()) {
  const name = join(directory, "path.txt");
  if (!existsSync(name)) return undefined;
  const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(directory, "dist"), readFileSync(name, "utf8"));
  return existsSync(program) ? program : undefined;
}

/** Runs the package's own installer, and gives up when nothing arrives.
 *  @param {string} node the Node to run it with
 *  @param {{ directory?: string, silence?: number, look?: number }} [options] times in milliseconds
 *  @returns {Promise<{ program: string | undefined, interrupted: boolean }>} the program's path, or nothing when it cannot
 *    be had, and whether that is because someone pressed Ctrl+C */
export async function downloadElectron(node, { directory = packageDirectory(), silence = SILENCE, look = 500 } = {}) {
  const temporary = mkdtempSync(join(tmpdir(), "regdesk-electron-"));
  // Its own temporary directory, because that is where bytes can be seen arriving.
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const script = join(directory, "install.js");
  // Quietly: a failure is no trouble worth a stack trace, because there is another window.
  const installer = startChild(node, [script], { stdout: "ignore", stderr: "ignore", channel: false, env });
  const watch = setInterval(stopWhenSilent(installer.process, [temporary, join(directory, "dist")], silence), look);
  try {
    await installer.ended;
    return { program: electronBinary(directory), interrupted: installer.interrupted() };
  } finally {
    clearInterval(watch);
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {import("node:child_process").ChildProcess} installer @param {readonly string[]} places @param {number} silence */
function stopWhenSilent(installer, places, silence) {
  let size = -1;
  let heard = performance.now();
  return () => {
    const now = places.reduce((sum, place) => sum + sizeOf(place), 0);
    if (now !== size) heard = performance.now();
    else if (performance.now() - heard > silence) installer.kill("SIGKILL");
    size = now;
  };
}

/** Bytes below a directory. Files come and go meanwhile; one that has just gone counts as nothing.
 *  @param {string} directory @returns {number} */
function sizeOf(directory) {
  try {
    const names = readdirSync(directory, { recursive: true, encoding: "utf8" });
    return names.reduce(
      (sum, name) => sum + (statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}
