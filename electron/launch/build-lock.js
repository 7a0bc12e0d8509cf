// @ts-check
/** One build at a time, across processes: a file that holds its owner's process id. */
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** Milliseconds: how often the owner touches its lock, and after what silence the lock counts as abandoned. */
const BEAT = 1_000;
const SILENCE = 15_000;
/** Milliseconds between two looks at another's lock. */
const LOOK = 100;

/** Waits for the lock, does the work, gives the lock back. A lock whose owner was killed is taken over.
 *  @template Result
 *  @param {string} file in a directory that exists
 *  @param {() => Promise<Result>} work
 *  @returns {Promise<Result>} */
export async function whileLocked(file, work) {
  while (!taken(file)) {
    if (isAbandoned(file)) release(file, contentOf(file));
    else await wait(LOOK);
  }
  const beat = setInterval(() => utimesSync(file, new Date(), new Date()), BEAT);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function taken(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** @param {string} file */
function isAbandoned(file) {
  const owner = contentOf(file);
  if (owner === undefined) return false;
  return isGone(Number(owner)) || isSilent(file);
}

/** Removes an abandoned lock, and only that one: two may find it abandoned, and the first may already own a new one.
 *  @param {string} file @param {string | undefined} abandoned */
function release(file, abandoned) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (contentOf(aside) !== abandoned) linkSync(aside, file);
  } catch (error) {
    if (!hasCode(error, "ENOENT") && !hasCode(error, "EEXIST")) throw error;
  }
  rmSync(aside, { force: true });
}

/** @param {number} pid 0 while the owner has not yet written it */
function isGone(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
}

/** @param {string} file */
const isSilent = (file) => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > SILENCE;

/** @param {string} file */
function contentOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** @param {unknown} error @param {string} code */
const hasCode = (error, code) => error instanceof Error && "code" in error && error.code === code;
