// @ts-check
/** `npm start`: the desktop window where there can be one, else the same window in a browser, and why.
 *  `npm start -- --browser` asks for the browser straight away. */
import { serveInBrowser } from "./browser-window.js";
import { buildStale } from "./build-stale.js";
import { endAs, startChild } from "./child.js";
import { desktopObstacle, hasDisplay, thisMachine } from "./desktop-obstacle.js";
import { downloadElectron, electronBinary } from "./electron-binary.js";
import { noNodeSentence, nodeBinary } from "./node-binary.js";
import { packagesObstacle } from "./packages.js";
import { ROOT } from "./places.js";

/** Milliseconds within which an Electron that dies did not start at all. */
const AT_ONCE = 5_000;
/** What the dynamic linker answers when a system library is missing. */
const LIBRARY_MISSING = 127;
/** What a shell reports for Ctrl+C. */
const INTERRUPTED = 130;
const BROWSER_WANTED = "browser wanted";

const node = nodeBinary();
const missing = packagesObstacle();
if (missing || !node) {
  process.stderr.write(`${missing ?? noNodeSentence()}\n`);
  process.exitCode = 1;
} else if (await buildStale()) {
  await start(node);
} else {
  process.exitCode = 1;
}

/** @param {string} node */
async function start(node) {
  const obstacle = process.argv.includes("--browser") ? BROWSER_WANTED : await openDesktop(node);
  if (!obstacle) return;
  if (obstacle !== BROWSER_WANTED) process.stderr.write(`${obstacle}, so the window is served to a browser instead.\n`);
  await serveInBrowser(node, { inBrowser: hasDisplay(thisMachine()) });
}

/** Opens the desktop and stays until it ends.
 *  @param {string} node
 *  @returns {Promise<string | undefined>} what was in the way, if anything */
async function openDesktop(node) {
  const obstacle = desktopObstacle(thisMachine());
  if (obstacle) return obstacle;
  const program = electronBinary();
  if (program) return await runElectron(program);
  process.stderr.write("Downloading Electron's program, which happens once …\n");
  const download = await downloadElectron(node);
  if (download.program) return await runElectron(download.program);
  if (!download.interrupted) return "Electron's program cannot be downloaded here (npx install-electron tells why)";
  process.exitCode = INTERRUPTED;
  return undefined;
}

/** @param {string} program
 *  @returns {Promise<string | undefined>} why it did not start */
async function runElectron(program) {
  const started = performance.now();
  // Some terminals inside Electron programs hand this on, and Electron would be a mere Node.
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const electron = startChild(program, [ROOT], { channel: false, env });
  const ending = await electron.ended;
  const failed = ending.signal !== null || ending.code === LIBRARY_MISSING;
  if (failed && !electron.interrupted() && performance.now() - started < AT_ONCE) {
    return `Electron cannot run here (it ended with ${ending.signal ?? `code ${ending.code}`})`;
  }
  endAs(ending);
  return undefined;
}
