/** Whether the desktop shows a tray at all. Where it does not, a hidden window would be out of reach. */
import { execFile } from "node:child_process";

/** How long a desktop may take to answer, in milliseconds. */
const PATIENCE = 1_500;

const WATCHER = "org.kde.StatusNotifierWatcher";
const PROPERTY = "IsStatusNotifierHostRegistered";

/** Ways to ask Linux's session bus whether anybody shows status icons; no distribution has none of them. Electron puts an
 *  icon on the bus without saying whether it is seen. */
const QUESTIONS: readonly (readonly [program: string, ...args: string[]])[] = [
  ["busctl", "--user", "--auto-start=no", "get-property", WATCHER, "/StatusNotifierWatcher", WATCHER, PROPERTY],
  [
    ...["gdbus", "call", "--session", "--timeout", "1", "--dest", WATCHER, "--object-path", "/StatusNotifierWatcher"],
    ...["--method", "org.freedesktop.DBus.Properties.Get", WATCHER, PROPERTY],
  ] as [string, ...string[]],
  [
    ...["dbus-send", "--session", "--print-reply=literal", "--reply-timeout=1000", `--dest=${WATCHER}`],
    ...["/StatusNotifierWatcher", "org.freedesktop.DBus.Properties.Get", `string:${WATCHER}`, `string:${PROPERTY}`],
  ] as [string, ...string[]],
];

/** Asked anew each time, because an extension of the desktop comes and goes. In doubt there is none. */
export async function isTrayShown(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== "linux") return true; // Windows and macOS always have one
  for (const question of QUESTIONS) if (await saysTrue(question)) return true;
  return false;
}

function saysTrue([program, ...args]: readonly [string, ...string[]]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: PATIENCE }, (error, answer) => resolve(!error && /\btrue\b/.test(answer)));
  });
}
