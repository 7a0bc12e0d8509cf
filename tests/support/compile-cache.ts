import { tmpdir } from "node:os";
import { join } from "node:path";

/** For the environment of tests. A host runs from its sources in several threads and commands run in processes of their own,
 *  and without it each compiles anew what the one before it has compiled. The place is Node's own default. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") };
