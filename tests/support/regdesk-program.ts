/** The program that tests start. It is the built one, as people run it, if it was built from these very sources; if not, it is
 *  the sources themselves, which take twice as long to start. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

// The launchers are checked JavaScript; this project's types see only TypeScript.
const launcher = new URL("../../electron/launch/build-stale.js", import.meta.url).href;
const { isFresh } = (await import(/* @vite-ignore */ launcher)) as { readonly isFresh: (root: string) => boolean };

export const PROGRAM = join(root, isFresh(root) ? "out/main/cli.js" : "electron/cli.ts");
