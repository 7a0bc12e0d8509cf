/** Three bundles: `out/main` (the desktop, the command line and the database's thread, ESM for Node), `out/preload` (CJS, because a
 *  sandboxed preload can be nothing else) and `out/renderer` (the window). */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "electron-vite";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** The page's own policy wants styles from files, as the built window has them; hot reloading puts them into the page. */
const withoutPolicy: Plugin = {
  name: "regdesk:without-policy",
  apply: "serve",
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
};

/** An `import` of a module of Node's evaluates each of its exports, also those that load others when they are touched: `http` a
 *  whole HTTP client, which takes as long as starting Node does, and `process` the streams of the terminal. Asked for by name it
 *  evaluates none. */
const withoutUnusedExports: Plugin = {
  name: "regdesk:without-unused-exports",
  renderChunk: (code) =>
    code.replace(
      /^import (?:(?:\* as )?([\w$]+))?(?:, )?(?:\{([^}]*)\})? from "((?:node:)?[a-z_]+(?:\/[a-z]+)?)";$/gm,
      (statement, whole: string | undefined, names: string | undefined, module: string) =>
        isBuiltin(module)
          ? [whole, names && `{${names.replaceAll(" as ", ": ")}}`]
              .filter((target) => target !== undefined && target !== "")
              .map((target) => `const ${target} = process.getBuiltinModule("${module}");`)
              .join(" ")
          : statement,
    ),
};

/** What a library asks for and nobody uses: Fastify both of them, to be able to serve what Regdesk does not. */
const withoutUnusedModules: Plugin = {
  name: "regdesk:without-unused-modules",
  renderChunk: (code) =>
    code.replace(
      /= __require\("(node:https|node:http2)"\);/g,
      (_statement, module: string) =>
        `= new Proxy({}, { get: (_, name) => process.getBuiltinModule("${module}")[name] });`,
    ),
};

/** One character beyond Latin-1 makes V8 hold a whole file of two megabytes as one of four. */
const inLatin1: Plugin = {
  name: "regdesk:in-latin-1",
  renderChunk: (code) =>
    code.replace(/[^\0-\xff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`),
};

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  main: {
    plugins: [withoutUnusedExports, withoutUnusedModules, inLatin1],
    build: {
      // Everything but the native module is bundled, so that an installed Regdesk carries no tree of packages.
      externalizeDeps: false,
      rolldownOptions: {
        external: ["better-sqlite3"],
        input: {
          main: source("electron/main.ts"),
          cli: source("electron/cli.ts"),
          "writer-thread": source("electron/store/writer-thread.ts"),
          "backup-thread": source("electron/store/backup-thread.ts"),
          "import-thread": source("electron/register-import/import-thread.ts"),
          "reader-thread": source("electron/store/reader-thread.ts"),
          "history-thread": source("electron/store/history/history-thread.ts"),
          "sync-thread": source("electron/sync-thread.ts"),
        },
        output: {
          // One flat folder: `new URL("./writer-thread.js", import.meta.url)` must hold in whichever chunk it ends up.
          entryFileNames: "[name].js",
          chunkFileNames: "chunk-[hash].js",
          // What threads share is in few files: finding and linking one takes as long as compiling some hundred lines.
          codeSplitting: {
            groups: [
              { name: "shared", test: /\/shared\/(?!contract\/)|\/node_modules\/zod\// },
              { name: "store", test: /\/electron\/store\/(?!.*-thread\.ts)/ },
            ],
          },
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: source("electron/desktop/preload.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: source("renderer"),
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), withoutPolicy],
    build: {
      minify: true,
      // A build runs at every first start, before people who want no advice on it; and the window comes from the disk.
      chunkSizeWarningLimit: 2_000, // kB
      rolldownOptions: { input: source("renderer/index.html"), checks: { bundlerTimings: false } },
    },
    server: { host: "127.0.0.1" },
  },
});
