// @ts-check
/** Where things lie, in a checkout and in an installed package alike. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The command line, built. */
export const COMMAND_LINE = join(ROOT, "out/main/cli.js");

/** Whether the sources are here, so that what is built from them can be stale. An installed package has none. */
export const isCheckout = () => existsSync(join(ROOT, "electron.vite.config.ts"));

/** Whether a file was started by name (`node file.js`), not imported.
 *  @param {string} moduleUrl its `import.meta.url` */
export const isStarted = (moduleUrl) => process.argv[1] === fileURLToPath(moduleUrl);
