// @ts-check
/** A child process that is as good as this one: it gets our signals, ends with us, and we end as it did. */
import { spawn } from "node:child_process";

const WINDOWS = process.platform === "win32";
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** Milliseconds within which the same signal again is the same wish: npm passes on the Ctrl+C that the terminal already
 *  sent to everyone. A person who presses it twice means it, and takes longer. */
const ECHO = 500;

/** How a child ended.
 *  @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Ending */

/** @typedef {object} Child
 *  @property {import("node:child_process").ChildProcess} process
 *  @property {Promise<Ending>} ended rejects when the program cannot be started at all
 *  @property {() => boolean} interrupted whether we passed a signal on */

/** @typedef {object} ChildOptions
 *  @property {"inherit" | "pipe" | "stderr" | "ignore"} [stdout] where the child's stdout goes; our own by default
 *  @property {"inherit" | "ignore"} [stderr]
 *  @property {boolean} [channel] an IPC channel without messages: it only breaks when we are killed, which a program of
 *    ours sees as `disconnect` and takes as a request to stop; true by default
 *  @property {string} [cwd]
 *  @property {NodeJS.ProcessEnv} [env] */

/** @param {string} program
 *  @param {readonly string[]} args
 *  @param {ChildOptions} [options]
 *  @returns {Child} */
export function startChild(program, args, { stdout = "inherit", stderr = "inherit", channel = true, cwd, env } = {}) {
  const out = stdout === "stderr" ? 2 : stdout;
  const child = spawn(program, args, {
    stdio: ["inherit", out, stderr, channel ? "ipc" : "ignore"],
    // A process group of its own, so that it gets a terminal's Ctrl+C from us only, and once.
    detached: !WINDOWS,
    cwd,
    env,
  });
  let passedOn = -Infinity;
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    const again = performance.now() - passedOn < ECHO;
    passedOn = performance.now();
    // On Windows the console tells every process in it, and `kill` would not ask the child but end it.
    if (!again && !WINDOWS) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  }).finally(() => {
    for (const signal of SIGNALS) process.off(signal, forward);
  });
  return { process: child, ended, interrupted: () => passedOn > 0 };
}

/** Ends this process as a child ended, so that whoever started us cannot tell the difference.
 *  @param {Ending} ending */
export function endAs({ code, signal }) {
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
}
