/** What the build makes of the sources: complete, self-contained and runnable. */
import { execFileSync, spawnSync } from "node:child_process";
import { EventEmitter } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { builtinModules, isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";
import { CONNECT } from "#shared/carrier.ts";
import { buildStale } from "./launchers.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const out = (path: string) => join(root, "out", path);

beforeAll(async () => expect(await buildStale()).toBe(true), 120_000);

test("the build has every entry, the threads beside the code that starts them", () => {
  const entries = [
    "main/main.js",
    "main/cli.js",
    "main/writer-thread.js",
    "main/backup-thread.js",
    "main/import-thread.js",
    "main/reader-thread.js",
    "main/sync-thread.js",
    "main/history-thread.js",
    "preload/preload.cjs",
    "renderer/index.html",
  ];
  expect(entries.filter((entry) => !existsSync(out(entry)))).toEqual([]);
  expect(readdirSync(out("main"), { withFileTypes: true }).filter((entry) => entry.isDirectory())).toEqual([]);
});

test("no bundle needs anything but Node, Electron and the database", () => {
  const foreign = ["main", "preload"]
    .flatMap((folder) => readdirSync(out(folder)).map((name) => `${folder}/${name}`))
    .flatMap((file) => importsOf(out(file)).map((specifier) => ({ file, specifier })))
    .filter(({ specifier }) => !specifier.startsWith("./") && !isBuiltin(specifier))
    .filter(({ specifier }) => !["electron", "better-sqlite3"].includes(specifier));
  expect(foreign).toEqual([]);
});

test("every piece of the build can be loaded: what is loaded late is found broken late", () => {
  const pieces = readdirSync(out("main")).filter((name) => name.endsWith(".js"));
  const broken = pieces.filter((name) => spawnSync(process.execPath, ["--check", out(`main/${name}`)]).status !== 0);
  expect(broken).toEqual([]);
}, 30_000);

test("only the desktop's bundle imports electron, so that the command line runs without it", () => {
  const importing = readdirSync(out("main")).filter((name) => importsOf(out(`main/${name}`)).includes("electron"));
  expect(importing).toEqual(["main.js"]);
});

test("the built desktop starts its host and its window, answers over a port, syncs a source, and quits", () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "regdesk-bundle-"));
  const script = fileURLToPath(new URL("run-bundle.ts", import.meta.url));
  const seen = execFileSync(
    process.execPath,
    [script, "--data-dir", dataDirectory, "--host", "127.0.0.1", "--port", "0"],
    { encoding: "utf8", timeout: 20_000 },
  );
  rmSync(dataDirectory, { recursive: true, force: true });
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  expect(JSON.parse(seen)).toEqual({ version, dataDirectory, synced: ["complete", 1, null], page: 200, exitCode: 0 });
}, 30_000);

test("the built preload runs where there is nothing but electron, and hands the port on", () => {
  const page = new EventEmitter();
  const window = { addEventListener: page.on.bind(page) };
  const sent: unknown[] = [];
  const require = (name: string) => {
    if (name !== "electron") throw new Error(`a sandboxed preload has no ${name}`);
    return { ipcRenderer: { postMessage: (...message: unknown[]) => sent.push(message) } };
  };
  // As Electron runs a sandboxed preload: a function around the file's text.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function("require", "window", readFileSync(out("preload/preload.cjs"), "utf8"))(require, window);
  page.emit("message", { source: window, data: CONNECT, ports: ["a port"] });
  expect(sent).toEqual([[CONNECT, null, ["a port"]]]);
});

test("the page loads nothing from elsewhere, and no script stands in it", () => {
  const page = readFileSync(out("renderer/index.html"), "utf8");
  const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? "");
  expect(loaded.filter((address) => !address.startsWith("./"))).toEqual([]);
  expect([...page.matchAll(/<script(?![^>]*\bsrc=)/g)]).toEqual([]);
});

/** Everything a bundle imports, in any of the ways a bundler writes it. */
function importsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier) found.push(specifier);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter((specifier) => !builtinModules.includes(specifier));
}

function specifierOf(node: ts.Node): string | undefined {
  const specifier =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : argument(node);
  return specifier && ts.isStringLiteral(specifier) ? specifier.text : undefined;
}

function argument(node: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const imports = expression.kind === ts.SyntaxKind.ImportKeyword;
  const requires = ts.isIdentifier(expression) && ["require", "__require"].includes(expression.text);
  return imports || requires ? node.arguments[0] : undefined;
}
