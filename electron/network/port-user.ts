/** Which program listens on a port, as far as the operating system tells a user. */
import { execFile } from "node:child_process";
import { readdir, readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";
import type { PortConflict } from "#shared/model/network.ts";

export type PortUser = NonNullable<PortConflict["user"]>;

const run = promisify(execFile);
/** So long may a system's program take, in milliseconds. */
const PATIENCE = 5_000;
/** As `/proc/net/tcp` numbers the state of a socket that listens. */
const LISTENS = "0A";

/** @returns nothing when it cannot be told: the program is another user's, or there is none */
export async function portUser(port: number, platform = process.platform): Promise<PortUser | undefined> {
  try {
    if (platform === "linux") return await onLinux(port);
    if (platform === "darwin") return await onMac(port);
    if (platform === "win32") return await onWindows(port);
  } catch {
    return undefined; // a system without its usual programs tells nothing
  }
  return undefined;
}

async function onLinux(port: number): Promise<PortUser | undefined> {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((table) => readFile(`/proc/net/${table}`, "utf8").catch(() => "")),
  );
  const sockets = new Set(tables.flatMap((table) => listeningSockets(table, port)).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  for (const process of await readdir("/proc")) {
    if (!/^\d+$/.test(process) || !(await holds(process, sockets))) continue;
    return { pid: Number(process), name: basename(await readlink(`/proc/${process}/exe`)) };
  }
  return undefined;
}

/** The inodes of the sockets that listen on a port. @param table `/proc/net/tcp`, as the kernel writes it */
export function listeningSockets(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) === true && state === LISTENS)
    .flatMap((fields) => fields[9] ?? []);
}

/** Another user's files cannot be looked at. */
async function holds(process: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const open = await readdir(`/proc/${process}/fd`).catch(() => []);
  for (const file of open) {
    if (sockets.has(await readlink(`/proc/${process}/fd/${file}`).catch(() => ""))) return true;
  }
  return false;
}

async function onMac(port: number): Promise<PortUser | undefined> {
  const { stdout } = await run("/usr/sbin/lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], {
    timeout: PATIENCE,
  });
  return lsofUser(stdout);
}

/** @param fields what `lsof -Fpc` says: a letter, then the value, a line each */
export function lsofUser(fields: string): PortUser | undefined {
  const [, pid, name] = /^p(\d+)\nc(.+)$/m.exec(fields) ?? [];
  return pid === undefined || name === undefined ? undefined : { pid: Number(pid), name };
}

async function onWindows(port: number): Promise<PortUser | undefined> {
  const { stdout } = await run("netstat", ["-ano", "-p", "TCP"], { timeout: PATIENCE, windowsHide: true });
  const pid = netstatPid(stdout, port);
  if (pid === undefined) return undefined;
  const filter = ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"];
  const { stdout: tasks } = await run("tasklist", filter, { timeout: PATIENCE, windowsHide: true });
  return { pid, name: /^"([^"]+)"/m.exec(tasks)?.[1] ?? "?" };
}

/** In whatever language Windows speaks: only a socket that listens has nobody at its other end. */
export function netstatPid(lines: string, port: number): number | undefined {
  for (const line of lines.split(/\r?\n/)) {
    const [protocol, local, remote, , pid] = line.trim().split(/\s+/);
    if (protocol === "TCP" && local?.endsWith(`:${port}`) && remote?.endsWith(":0") === true) return Number(pid);
  }
  return undefined;
}
