/** Runs the command line. What it is made of is loaded only here, after the cache for compiled code is on: a command that
 *  takes a tenth of a second should not spend half of it on compiling. */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { run } = await import("./command-line.ts");
await run(process.argv);
