/** A Regdesk that crashed again and again starts afresh. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { FakeElectron } from "./fake-electron.ts";
import { RunningDesktop } from "./running-desktop.ts";
import { PATIENCE } from "../support/patience.ts";

const SECONDS = 1_000;
const MINUTES = 60 * SECONDS;

test("after two starts without an end it starts afresh, and says so", async () => {
  await using earlier = await remembered();
  await using desktop = await afterCrashes(earlier, [2 * MINUTES, 30 * SECONDS], ["regdesk://changes"]);
  expect(desktop.window.options).toMatchObject({ width: 1280, height: 800 });
  expect(desktop.window.options).not.toHaveProperty("x");
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/");
  expect(desktop.electron.app.hardwareAcceleration).toBe(false);
  expect(desktop.electron.questions[0]?.box.message).toBe("Regdesk started afresh");
});

test.each([
  ["one crash", [30 * SECONDS]],
  ["crashes that lie far apart", [60 * MINUTES, 30 * SECONDS]],
  ["starts that a clock set back makes come later", [-MINUTES, -2 * MINUTES]],
])("%s: it starts as always", async (_what, ago) => {
  await using earlier = await remembered();
  await using desktop = await afterCrashes(earlier, ago);
  expect(desktop.window.options).toMatchObject({ x: 120, y: 80 });
  expect(desktop.electron.app.hardwareAcceleration).toBe(true);
  expect(desktop.electron.questions).toEqual([]);
});

test.each(["not JSON", '["yesterday"]', '{"a":1}'])("a record that reads %s is none", async (record) => {
  await using earlier = await remembered();
  writeFileSync(recordOf(earlier), record);
  await using desktop = await new RunningDesktop(new FakeElectron(), earlier.dataDirectory).start();
  expect(desktop.electron.app.hardwareAcceleration).toBe(true);
});

test("a start is noted until it has ended in order", async () => {
  await using desktop = await new RunningDesktop().start();
  expect(JSON.parse(readFileSync(recordOf(desktop), "utf8"))).toHaveLength(1);
  await desktop.quit();
  expect(existsSync(recordOf(desktop))).toBe(false);
});

test("a start that failed with a sentence was no crash", async () => {
  await using desktop = await new RunningDesktop().start(70_000);
  expect(desktop.electron.app.exitCode).toBe(1);
  expect(existsSync(recordOf(desktop))).toBe(false);
});

test("the end of a session counts as a good end, even if there is no time for more", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.window.emit("session-end", {});
  expect(existsSync(recordOf(desktop))).toBe(false);
});

test("the window's page failing again at once is put before the person, who may try again or end it", async () => {
  await using desktop = await new RunningDesktop().start();
  const { webContents } = desktop.window;
  const crash = () => webContents.emit("render-process-gone", {}, { reason: "crashed", exitCode: 1 });
  crash();
  crash();
  const [question] = desktop.electron.questions;
  expect(question?.box).toMatchObject({ message: "The window keeps failing", buttons: ["Try again", "Quit Regdesk"] });
  question?.press("Try again");
  await vi.waitUntil(() => webContents.reloads === 2, PATIENCE);
  crash();
  desktop.electron.questions[1]?.press("Quit Regdesk");
  await vi.waitUntil(() => desktop.electron.app.exitCode === 0, PATIENCE);
});

const recordOf = ({ dataDirectory }: RunningDesktop) => join(dataDirectory, "window/starts.json");

/** A first run that has ended in order, and left its window's place behind. */
async function remembered(): Promise<RunningDesktop> {
  const desktop = await new RunningDesktop().start();
  desktop.window.bounds = { x: 120, y: 80, width: 1400, height: 900 };
  await desktop.quit();
  return desktop;
}

/** The next run, when starts in between have not ended. @param ago how long ago they were, in milliseconds */
function afterCrashes(earlier: RunningDesktop, ago: readonly number[], args: readonly string[] = []) {
  writeFileSync(recordOf(earlier), JSON.stringify(ago.map((milliseconds) => Date.now() - milliseconds)));
  return new RunningDesktop(new FakeElectron(), earlier.dataDirectory).start(0, { args });
}
