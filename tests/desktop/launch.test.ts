/** What `npm start` and `npx regdesk` decide: which Node, whether a desktop, how to end. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { desktopObstacle, downloadElectron, electronBinary, hasDisplay, isNewEnough, nodeBinary } from "./launchers.ts";

const child = new URL("../../electron/launch/child.js", import.meta.url).href;
const regdesk = fileURLToPath(new URL("../../electron/launch/regdesk.js", import.meta.url));

let directory: string;
beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), "regdesk-launch-"))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("Node 24 and newer will do", () => {
  expect(["20.20.2", "22.12.0", "23.9.1", "24.0.0", "24.21.0", "26.1.0"].filter(isNewEnough)).toEqual([
    "24.0.0",
    "24.21.0",
    "26.1.0",
  ]);
});

test("a Node that is new enough runs Regdesk itself", () => {
  expect(nodeBinary({ version: "24.1.0" })).toBe(process.execPath);
});

test("an older Node takes the one that came with the packages", () => {
  const found = nodeBinary({ version: "20.20.2" });
  expect(found).toBeDefined();
  expect(existsSync(found ?? "")).toBe(true);
});

test.each([
  ["there is none", () => undefined],
  ["it is too old as well", () => write("package.json", '{"version":"22.1.0"}')],
  ["its program is missing", () => write("package.json", '{"version":"24.1.0"}')],
])("an older Node finds no other when %s", (_why, prepare) => {
  prepare();
  const resolve = (id: string) => {
    const manifest = join(directory, "package.json");
    if (existsSync(manifest)) return manifest;
    throw Object.assign(new Error(`Cannot find module ${id}`), { code: "MODULE_NOT_FOUND" });
  };
  expect(nodeBinary({ version: "20.20.2", resolve })).toBeUndefined();
});

test.each(["start.js", "regdesk.js"])(
  "%s in a checkout without its packages says to install them first",
  (launcher) => {
    const folder = join(directory, "electron/launch");
    cpSync(fileURLToPath(new URL("../../electron/launch", import.meta.url)), folder, { recursive: true });
    write("package.json", '{"type":"module"}');
    write("electron.vite.config.ts", "");
    const { status, stderr } = spawnSync(process.execPath, [join(folder, launcher), "serve"], { encoding: "utf8" });
    expect([status, stderr]).toEqual([
      1,
      `The packages that Regdesk is made of are not installed here: run "npm ci" in ${join(realpathSync(directory), "/")} first.\n`,
    ]);
  },
);

test.each([
  [{ platform: "linux", env: {}, uid: 1000 }, "There is no display here"],
  [{ platform: "linux", env: { DISPLAY: ":0" }, uid: 0 }, "As root, Electron would have to run without its sandbox"],
  [{ platform: "linux", env: { DISPLAY: ":0" }, uid: 1000 }, undefined],
  [{ platform: "linux", env: { WAYLAND_DISPLAY: "wayland-0" }, uid: 1000 }, undefined],
  [{ platform: "darwin", env: {}, uid: 0 }, undefined],
  [{ platform: "win32", env: {}, uid: undefined }, undefined],
] as const)("on %o the desktop's obstacle is: %s", (machine, obstacle) => {
  expect(desktopObstacle(machine)).toBe(obstacle);
});

test("only Linux can be without a display", () => {
  const machines = (["linux", "darwin", "win32"] as const).map((platform) => ({ platform, env: {}, uid: 1000 }));
  expect(machines.map(hasDisplay)).toEqual([false, true, true]);
});

test("Electron's program is there only when the file is, whatever the package says", () => {
  expect(electronBinary(directory)).toBeUndefined();
  write("path.txt", "electron");
  expect(electronBinary(directory)).toBeUndefined();
  write("dist/electron", "");
  expect(electronBinary(directory)).toBe(join(directory, "dist/electron"));
});

test("a download that works gives the program", async () => {
  installer(`const { mkdirSync, writeFileSync } = require("node:fs"); mkdirSync(__dirname + "/dist");
    writeFileSync(__dirname + "/dist/electron", ""); writeFileSync(__dirname + "/path.txt", "electron");`);
  expect(await download()).toEqual({ program: join(directory, "dist/electron"), interrupted: false });
});

test("a download that fails gives nothing", async () => {
  installer("process.exit(1)");
  expect(await download()).toEqual({ program: undefined, interrupted: false });
});

test("a download from which nothing arrives is given up", async () => {
  installer("setInterval(() => {}, 1000)");
  const started = performance.now();
  expect(await download()).toEqual({ program: undefined, interrupted: false });
  expect(performance.now() - started).toBeLessThan(5_000);
});

test("a slow download is waited for as long as something arrives", async () => {
  installer(`const fs = require("node:fs"); let chunks = 0;
    setInterval(() => {
      fs.appendFileSync(require("node:os").tmpdir() + "/electron.zip", "more");
      if (++chunks < 20) return;
      fs.mkdirSync(__dirname + "/dist"); fs.writeFileSync(__dirname + "/dist/electron", "");
      fs.writeFileSync(__dirname + "/path.txt", "electron"); process.exit(0);
    }, 50);`);
  expect((await download()).program).toBeDefined();
});

test("the launcher ends with its child's code", async () => {
  expect(await launcher("process.exit(7)").ended).toEqual([7, null]);
});

test.skipIf(process.platform === "win32")("the launcher ends with its child's signal", async () => {
  expect(await launcher('process.kill(process.pid, "SIGKILL")').ended).toEqual([null, "SIGKILL"]);
});

test.skipIf(process.platform === "win32")(
  "a signal that comes twice at once, as npm sends it, arrives once",
  async () => {
    const {
      process: started,
      ready,
      ended,
    } = launcher(`let count = 0; process.on("SIGINT", () => count++);
    setTimeout(() => process.exit(count), 1000); console.log("ready");`);
    await ready;
    started.kill("SIGINT");
    started.kill("SIGINT");
    expect(await ended).toEqual([1, null]);
  },
);

test("when the launcher is killed, its child hears of it", async () => {
  const heard = join(directory, "heard");
  const { process: started, ready } = launcher(`process.once("disconnect", () => {
      require("node:fs").writeFileSync(${JSON.stringify(heard)}, ""); process.exit(); });
    console.log("ready"); setInterval(() => {}, 1000);`);
  await ready;
  started.kill("SIGKILL");
  await expect.poll(() => existsSync(heard)).toBe(true);
});

test("regdesk passes arguments, output and exit code through, and nothing else gets into stdout", async () => {
  const version = spawn(process.execPath, [regdesk, "version"], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  version.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  expect(await once(version, "close")).toEqual([0, null]);
  expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
  const wrong = spawn(process.execPath, [regdesk, "no-such-command"], { stdio: "ignore" });
  expect(await once(wrong, "close")).toEqual([1, null]);
}, 120_000);

const download = () => downloadElectron(process.execPath, { directory, silence: 500, look: 50 });

const installer = (script: string) => write("install.js", script);

/** A launcher around a script, in a process of its own. */
function launcher(script: string) {
  const program = `import { endAs, startChild } from ${JSON.stringify(child)};
    endAs(await startChild(process.execPath, ["--input-type=commonjs", "--eval", ${JSON.stringify(script)}]).ended);`;
  const started = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { process: started, ready: once(started.stdout, "data"), ended: once(started, "exit") };
}

function write(path: string, content: string): void {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, 0o755);
}
