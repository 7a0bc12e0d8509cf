/** How this Regdesk is packed on Linux, so that the next one is found packed the same way. */
import { readFileSync } from "node:fs";
import type { Machine } from "./manifest.ts";

const OS_RELEASE = "/etc/os-release";

/** An AppImage says so itself. Of the other two, the system takes one: those of Red Hat's and SUSE's families take rpm.
 *  Source: os-release(5). */
export function packedAs(env: NodeJS.ProcessEnv, osRelease = OS_RELEASE): Machine["packed"] {
  if (env["APPIMAGE"] !== undefined) return "AppImage";
  return /^ID(_LIKE)?=.*(fedora|rhel|centos|suse)/m.test(readIfThere(osRelease)) ? "rpm" : "deb";
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
