/** Three bundles: `out/main` (the desktop, the command line and the database's thread, ESM for Node), `out/preload` (CJS, because a
 *  sandboxed preload can be nothing else) and `out/renderer` (the window). */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "electron-vite";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** The page's own policy wants styles from files, as the built window has them; hot reloading puts them into the page. */
const withoutPolicy: Plugin = {
  name: "regdesk:without-policy",
  apply: "serve",
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
};

/** An `import` of Node's `http` evaluates each of its exports, also those that load a whole HTTP client when they are touched,
 *  which takes as long as starting Node does. Asked for by name it evaluates none. */
const withoutHttpClient: Plugin = {
  name: "regdesk:without-http-client",
  renderChunk: (code) =>
    code.replace(/^import \{([^}]*)\} from "node:http";$/gm, (_import, names: string) => {
      return `const {${names.replaceAll(" as ", ": ")}} = process.getBuiltinModule("node:http");`;
    }),
};

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  main: {
    plugins: [withoutHttpClient],
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
          "reader-thread": source("electron/store/reader-thread.ts"),
          "history-thread": source("electron/store/history/history-thread.ts"),
          "sync-thread": source("electron/sync-thread.ts"),
        },
        output: {
          // One flat folder: `new URL("./writer-thread.js", import.meta.url)` must hold in whichever chunk it ends up.
          entryFileNames: "[name].js",
          chunkFileNames: "chunk-[hash].js",
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
      rolldownOptions: { input: source("renderer/index.html") },
    },
    server: { host: "127.0.0.1" },
  },
});
