// @ts-check
/** Why this machine cannot have the desktop window, before Electron is even looked for. */

/** @typedef {object} Machine
 *  @property {NodeJS.Platform} platform
 *  @property {NodeJS.ProcessEnv} env
 *  @property {number | undefined} uid nothing on Windows */

/** @returns {Machine} */
export const thisMachine = () => ({ platform: process.platform, env: process.env, uid: process.getuid?.() });

/** @param {Machine} machine */
export const hasDisplay = ({ platform, env }) => platform !== "linux" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/** The first half of a sentence, or nothing when nothing is in the way.
 *  @param {Machine} machine */
export function desktopObstacle(machine) {
  if (!hasDisplay(machine)) return "There is no display here";
  // It would take `--no-sandbox`: a browser engine with the rights of root and nothing around it.
  if (machine.platform === "linux" && machine.uid === 0)
    return "As root, Electron would have to run without its sandbox";
  return undefined;
}
