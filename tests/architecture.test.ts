/** Who may import whom. The table is the architecture; a room that is not in it does not exist. */
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path/posix";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

interface Room {
  /** The rooms it may import; those below `electron/` without that prefix. */
  readonly rooms: readonly string[];
  /** The packages it may import; `node` stands for all of Node's own modules. */
  readonly packages: readonly string[];
}

/** Loose files of `electron/` that know no room, and that every room there may read from. */
const GROUND = ["clock.ts", "config.ts", "logging.ts"];
/** The parts that decide and keep; what translates for a carrier may import them. */
const PARTS = ["tokens", "registry", "change-requests", "audit", "fleet", "history", "sync", "settings", "recordings"];
/** Loose files of `electron/` that put rooms together. */
const COMPOSITION: Room = { rooms: ["shared", "*"], packages: ["node"] };

const ROOMS: Readonly<Record<string, Room>> = {
  shared: { rooms: [], packages: ["zod", "@orpc/contract"] },
  "electron/clock.ts": { rooms: ["shared"], packages: [] },
  "electron/config.ts": { rooms: ["shared", "package.json"], packages: ["node", "env-paths"] },
  "electron/logging.ts": { rooms: [], packages: ["node", "pino", "rotating-file-stream"] },

  "electron/registry": { rooms: ["shared"], packages: [] },
  "electron/change-requests": { rooms: ["shared", "registry"], packages: ["node"] },
  "electron/recordings": { rooms: ["shared", "registry"], packages: ["node"] },
  "electron/register-import": { rooms: ["shared"], packages: ["node", "csv-parse"] },
  "electron/settings": { rooms: ["shared"], packages: [] },
  "electron/tokens": { rooms: ["shared"], packages: ["node"] },
  "electron/audit": { rooms: ["shared", "change-requests", "fleet", "sync"], packages: [] },
  "electron/fleet": { rooms: ["shared", "registry"], packages: [] },
  "electron/history": { rooms: ["shared", "registry"], packages: [] },
  "electron/sources": { rooms: ["shared"], packages: ["node", "isomorphic-git", "memfs", "undici"] },
  "electron/sync": {
    rooms: ["shared", "registry", "sources"],
    packages: ["node", "croner", "js-yaml", "jsonc-parser"],
  },
  "electron/network": { rooms: ["shared"], packages: ["node", "multicast-dns", "dns-packet"] },
  "electron/updates": { rooms: ["shared"], packages: ["node", "js-yaml", "semver"] },
  "electron/merge": { rooms: ["shared", "change-requests", "fleet", "settings", "sync"], packages: [] },
  "electron/store": { rooms: ["shared", ...PARTS], packages: ["node", "better-sqlite3"] },
  "electron/rest": { rooms: ["shared", ...PARTS], packages: ["node", "fastify"] },
  "electron/rpc": { rooms: ["shared", ...PARTS], packages: ["node", "@orpc/server", "ws"] },
  "electron/web": { rooms: ["shared", "rpc"], packages: ["node", "sirv", "ws"] },
  "electron/control": { rooms: ["shared", "rpc"], packages: ["node", "@orpc/client", "ws"] },
  "electron/demo": { rooms: ["shared"], packages: ["node"] },
  "electron/commands": {
    rooms: [
      ...["shared", "control", "demo", "rest", "store"],
      ...["diagnostics.ts", "erasing.ts", "headless.ts", "own-files.ts", "register-importer.ts"],
    ],
    packages: ["node", "commander", "@orpc/client"],
  },
  "electron/desktop": {
    rooms: ["shared", "*", "package.json"],
    packages: ["node", "electron", "commander", "@orpc/server", "zod"],
  },
  "electron/launch": { rooms: [], packages: ["node", "electron-vite", "open"] },

  "electron/cli.ts": { rooms: ["command-line.ts"], packages: ["node"] },
  "electron/command-line.ts": { rooms: ["shared", "commands"], packages: ["commander"] },
  "electron/main.ts": { rooms: ["desktop"], packages: ["electron"] },
  "electron/headless.ts": COMPOSITION,
  "electron/host.ts": COMPOSITION,
  "electron/answering.ts": COMPOSITION,
  "electron/answers.ts": COMPOSITION,
  "electron/conditions.ts": COMPOSITION,
  "electron/demo-player.ts": COMPOSITION,
  "electron/desk.ts": COMPOSITION,
  "electron/hold.ts": COMPOSITION,
  "electron/host-status.ts": COMPOSITION,
  "electron/receiving.ts": COMPOSITION,
  "electron/listen-addresses.ts": COMPOSITION,
  "electron/keeping.ts": COMPOSITION,
  "electron/rooms.ts": COMPOSITION,
  "electron/networking.ts": COMPOSITION,
  "electron/kept-fleet.ts": COMPOSITION,
  "electron/kept-gate.ts": COMPOSITION,
  "electron/kept-history.ts": COMPOSITION,
  "electron/kept-registry.ts": COMPOSITION,
  "electron/kept-tokens.ts": COMPOSITION,
  "electron/kept-listener.ts": COMPOSITION,
  "electron/limits-in-force.ts": COMPOSITION,
  "electron/listening.ts": COMPOSITION,
  "electron/log-keeping.ts": COMPOSITION,
  "electron/backup-keeper.ts": COMPOSITION,
  "electron/backup-merger.ts": COMPOSITION,
  "electron/diagnostics.ts": { ...COMPOSITION, packages: ["node", "fflate"] },
  "electron/erasing.ts": COMPOSITION,
  "electron/own-files.ts": COMPOSITION,
  "electron/port-conflict.ts": COMPOSITION,
  "electron/power.ts": COMPOSITION,
  "electron/redaction.ts": COMPOSITION,
  "electron/register-archiver.ts": COMPOSITION,
  "electron/register-importer.ts": COMPOSITION,
  "electron/until-stored.ts": COMPOSITION,
  "electron/uploads.ts": COMPOSITION,
  "electron/updating.ts": COMPOSITION,
  "electron/upkeep.ts": COMPOSITION,
  "electron/resume-erased.ts": COMPOSITION,
  "electron/resume-restored.ts": COMPOSITION,
  "electron/restore.ts": COMPOSITION,
  "electron/secrets.ts": COMPOSITION,
  "electron/storage.ts": COMPOSITION,
  "electron/sync-thread.ts": COMPOSITION,
  "electron/syncing.ts": COMPOSITION,

  renderer: {
    rooms: ["shared"],
    packages: [
      "svelte",
      "@orpc/client",
      "@fontsource-variable/inter",
      "@internationalized/date",
      "@lucide/svelte",
      "bits-ui",
      "cronstrue",
      "js-yaml",
      "marked",
      "uplot",
      "uqr",
      "svelte-sonner",
    ],
  },
};

const LONGEST = 300;

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly from: string;
  /** A room of ours, or the name of a package. */
  readonly to: string;
  readonly isOurs: boolean;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = ["shared", "electron", "renderer"].flatMap(filesBelow);
const imports = sources.flatMap(importsOf);

test("every room is in the table", () => {
  expect([...new Set(sources.map(roomOf))].filter((room) => !(room in ROOMS))).toEqual([]);
});

test("no file imports what its room may not", () => {
  const forbidden = imports.filter((found) => !isAllowed(found));
  expect(forbidden.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
});

test("only the desktop knows Electron, and only the store knows SQLite", () => {
  const importers = (name: string) => [...new Set(imports.filter(({ to }) => to === name).map(({ from }) => from))];
  expect(importers("electron").sort()).toEqual(["electron/desktop", "electron/main.ts"]);
  expect(importers("better-sqlite3")).toEqual(["electron/store"]);
});

test("no room imports itself by way of others", () => {
  const targets = Map.groupBy(
    imports.filter(({ from, to, isOurs }) => isOurs && from !== to),
    ({ from }) => from,
  );
  const circles = [...targets.keys()].map((room) => circleFrom(room, targets)).filter((circle) => circle !== undefined);
  expect(circles).toEqual([]);
});

test("no file is too long to be read at once", () => {
  const long = [...sources, ...filesBelow("tests")]
    .map((file) => ({ file, lines: read(file).trimEnd().split("\n").length }))
    .filter(({ lines }) => lines > LONGEST);
  expect(long).toEqual([]);
});

function isAllowed({ from, to, isOurs }: Import): boolean {
  const room = ROOMS[from];
  if (!room || from === to) return true;
  if (!isOurs) return room.packages.includes(to);
  const name = to.replace(/^electron\//, "");
  const inElectron = to.startsWith("electron/");
  return room.rooms.includes(name) || (inElectron && from.startsWith("electron/") && isOpen(name, from, room));
}

/** The ground is open to every room but the ground itself and the launchers; `*` stands for all rooms but the desktop. */
function isOpen(name: string, from: string, room: Room): boolean {
  if (GROUND.includes(name)) return !GROUND.includes(from.replace("electron/", "")) && from !== "electron/launch";
  return room.rooms.includes("*") && !["desktop", "launch", "main.ts", "cli.ts"].includes(name);
}

function circleFrom(start: string, targets: ReadonlyMap<string, readonly Import[]>): string | undefined {
  const seen = new Set<string>();
  const walk = (room: string, path: readonly string[]): string | undefined => {
    for (const { to, file } of targets.get(room) ?? []) {
      if (to === start) return [...path, `${to} (${file})`].join(" → ");
      if (seen.has(to)) continue;
      seen.add(to);
      const circle = walk(to, [...path, `${to} (${file})`]);
      if (circle) return circle;
    }
    return undefined;
  };
  return walk(start, [start]);
}

function importsOf(file: string): Import[] {
  const code = file.endsWith(".svelte") ? scriptsOf(read(file)) : read(file);
  return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName: specifier }) => {
    const ours = specifier.startsWith(".") ? join(dirname(file), specifier) : specifier.replace(/^#/, "");
    const isOurs = specifier.startsWith(".") || specifier.startsWith("#");
    return { file, specifier, from: roomOf(file), to: isOurs ? roomOf(ours) : packageOf(specifier), isOurs };
  });
}

/** `electron/registry/waiters.ts` is in `electron/registry`; a loose file of `electron/` is a room of its own. */
function roomOf(path: string): string {
  const [top = "", second, third] = path.split("/");
  if (top !== "electron" || second === undefined) return top;
  return third === undefined ? path : `${top}/${second}`;
}

function packageOf(specifier: string): string {
  if (isBuiltin(specifier)) return "node";
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(ts|js|svelte)$/.test(name))
    .sort();
}

function scriptsOf(component: string): string {
  return [...component.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join("\n");
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}
