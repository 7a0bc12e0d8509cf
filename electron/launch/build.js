// @ts-check
/** The build, as a process of its own, so that it ends with the launcher that wanted it instead of writing on behind its back. */
import { build } from "electron-vite";

process.once("disconnect", () => process.exit(1));
process.channel?.unref();
try {
  await build({ root: process.cwd(), logLevel: "warn" });
} catch (error) {
  // The sentence says what is wrong with the sources; the stack would only say where in the bundler it was found.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
