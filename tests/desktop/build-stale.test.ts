/** When the launchers build, and that two of them never do it at once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildStale, isFresh, whileLocked } from "./launchers.ts";

let root: string;
let builds: number;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "regdesk-build-"));
  builds = 0;
  write("electron/main.ts", "one");
  write("renderer/index.html", "two");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test("what was never built is built, and then it is fresh", async () => {
  expect(isFresh(root)).toBe(false);
  expect(await buildStale({ root, build })).toBe(true);
  expect(await buildStale({ root, build })).toBe(true);
  expect(builds).toBe(1);
});

test.each([
  ["a changed source", () => write("electron/main.ts", "changed")],
  ["a new source", () => write("shared/new.ts", "new")],
  ["a deleted source", () => rmSync(join(root, "electron/main.ts"))],
  ["a renamed source", () => (rmSync(join(root, "electron/main.ts")), write("electron/other.ts", "one"))],
  ["another set of packages", () => write("package-lock.json", "{}")],
  ["a lost output", () => rmSync(join(root, "out/main/main.js"))],
  ["an output that something else wrote", () => write("out/main/main.js", "by npm run dev")],
])("%s makes it stale", async (_what, change) => {
  await buildStale({ root, build });
  change();
  expect(isFresh(root)).toBe(false);
  await buildStale({ root, build });
  expect(builds).toBe(2);
});

test.each([
  ["a new date", () => utimesSync(join(root, "electron/main.ts"), 1e9, 1e9)],
  ["a changed launcher, which is not part of the build", () => write("electron/launch/start.js", "changed")],
  ["a changed test", () => write("tests/a.test.ts", "changed")],
  ["an editor's hidden file", () => write("electron/.main.ts.swp", "changed")],
])("%s leaves it fresh", async (_what, change) => {
  await buildStale({ root, build });
  change();
  expect(isFresh(root)).toBe(true);
});

test("a failed build is not taken as fresh, even after a good one", async () => {
  await buildStale({ root, build });
  write("electron/main.ts", "broken");
  const broken = () => Promise.resolve((write("out/main/main.js", "half"), false));
  expect(await buildStale({ root, build: broken })).toBe(false);
  expect(isFresh(root)).toBe(false);
});

test("a build that was killed half way is not taken as fresh", async () => {
  await buildStale({ root, build });
  const before = readFileSync(join(root, "electron/main.ts"), "utf8");
  write("electron/main.ts", "changed");
  const killed = () => Promise.reject(new Error("killed"));
  await expect(buildStale({ root, build: killed })).rejects.toThrow("killed");
  write("electron/main.ts", before);
  expect(isFresh(root)).toBe(false);
});

test("a source that changes during the build makes the next one build again", async () => {
  const whileBuilding = async () => {
    await build();
    write("electron/main.ts", "changed meanwhile");
    return true;
  };
  await buildStale({ root, build: whileBuilding });
  expect(isFresh(root)).toBe(false);
});

test("of two at once one builds, and the other waits and finds it done", async () => {
  const slow = async () => {
    await wait(200);
    return await build();
  };
  expect(await Promise.all([buildStale({ root, build: slow }), buildStale({ root, build: slow })])).toEqual([
    true,
    true,
  ]);
  expect(builds).toBe(1);
});

test("the lock of a process that was killed is taken over at once", async () => {
  const owner = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"]);
  await once(owner, "spawn");
  const lock = join(root, "build.lock");
  writeFileSync(lock, String(owner.pid));
  let done = false;
  const waiting = whileLocked(lock, () => Promise.resolve((done = true)));
  await wait(300);
  expect(done).toBe(false);
  owner.kill("SIGKILL");
  await waiting;
  expect(existsSync(lock)).toBe(false);
});

test("a lock that nobody has touched for long is taken over, whoever has its number now", async () => {
  const lock = join(root, "build.lock");
  writeFileSync(lock, String(process.pid));
  utimesSync(lock, 1e9, 1e9);
  await expect(whileLocked(lock, () => Promise.resolve("done"))).resolves.toBe("done");
});

test("the lock is given back when the work fails", async () => {
  const lock = join(root, "build.lock");
  await expect(whileLocked(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
});

function build(): Promise<boolean> {
  builds++;
  write("out/main/main.js", `built from ${readFileSync(join(root, "renderer/index.html"), "utf8")}`);
  return Promise.resolve(true);
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
