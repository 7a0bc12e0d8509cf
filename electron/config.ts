import envPaths from "env-paths";
import { accessSync, chmodSync, constants, mkdirSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { RegdeskError } from "#shared/errors.ts";
import manifest from "../package.json" with { type: "json" };

export const VERSION: string = manifest.version;

/** Where devices reach Regdesk unless told otherwise: on every address of the machine. */
export const DEFAULT_HOST = "0.0.0.0";
export const DEFAULT_PORT = 8080;

/** What may be said in the environment instead of on the command line. */
export const ENVIRONMENT = {
  host: "REGDESK_HOST",
  port: "REGDESK_PORT",
  logLevel: "REGDESK_LOG_LEVEL",
  dataDirectory: "REGDESK_DATA_DIR",
} as const;

/** What lies in a data directory beside what the store keeps there. */
export const KEPT_IN = {
  /** Chromium's files, and where the window stood. */
  window: "window",
  logs: "logs",
  recordings: "recordings",
  /** Sources that files describe, one each. */
  sources: "sources",
  /** Files on their way from a window to the host. */
  uploads: "uploads",
  /** Passwords and tokens of sources; nothing else is in it, and it is in no backup. */
  secrets: "secrets.json",
} as const;

/** An empty variable is one that was not set. */
export function environment(name: keyof typeof ENVIRONMENT): string | undefined {
  const value = process.env[ENVIRONMENT[name]];
  return value === "" ? undefined : value;
}

/** Where everything lives that must survive: the platform's place for a user's application data, or `REGDESK_DATA_DIR`. */
export function defaultDataDirectory(): string {
  return resolve(environment("dataDirectory") ?? envPaths("regdesk", { suffix: "" }).data);
}

/** Makes the data directory if need be, readable by its user only.
 *  @throws {RegdeskError} `DATA_DIRECTORY_UNUSABLE` */
export function prepareDataDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (isWritable(path)) chmodSync(path, 0o700);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RegdeskError(
      "DATA_DIRECTORY_UNUSABLE",
      `The data directory ${path} cannot be used (${code ?? "unknown reason"}); choose another with --data-dir`,
      { cause: error },
    );
  }
}

/** A directory that may not be written is of use all the same: Regdesk serves from memory and says so. */
function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The built window: beside the bundle, or in `out` when the sources run. */
export function windowDirectory(): string {
  const fromHere = import.meta.url.endsWith(".ts") ? "../out/renderer" : "../renderer";
  return fileURLToPath(new URL(fromHere, import.meta.url));
}

/** What changed in this version and those before it: in the package's own folder, of the archive, too. */
export function changelogPath(): string {
  const fromHere = import.meta.url.endsWith(".ts") ? "../CHANGELOG.md" : "../../CHANGELOG.md";
  return fileURLToPath(new URL(fromHere, import.meta.url));
}

/** A document to try sources with. In an installed Regdesk it lies beside the archive, where threads can read it, too. */
export function sampleSource(): string {
  const fromHere = import.meta.url.endsWith(".ts") ? "../resources/" : "../../resources/";
  const path = fileURLToPath(new URL(`${fromHere}sample-source.yaml`, import.meta.url));
  return path.replace(/app\.asar(?=[\\/])/, "app.asar.unpacked");
}

/** Who acts, for the audit: the user of this machine and the way the command came. */
export function actorBy(way: "window" | "command line" | "notification"): string {
  return `${userName()} (${way})`;
}

/** In a container a process may run under a number that nobody gave a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}
