/** The audit, looked through: all of it, however long, held still without losing anything, and handed on. */
import { expect, test, type Page } from "./test.ts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { provide, request } from "../support/http.ts";
import { regdesk as command, servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { fillAudit } from "./activity-site.ts";
import { go, openWindow, prefer, rowOf } from "./window.ts";

const LINES = 5_000;
/** The host adds that it started. */
const ALL = "5,001 lines";

const timelineOf = (page: Page) => page.getByRole("grid", { name: "Timeline" });
const recordOf = (page: Page) => page.getByRole("complementary", { name: "Line of the audit" });

interface Filled extends AsyncDisposable {
  readonly regdesk: ServingRegdesk;
  readonly directory: string;
}

/** A host with a long past. */
async function filled(): Promise<Filled> {
  await using started = new AsyncDisposableStack();
  const { path } = started.use(await temporaryDirectory());
  fillAudit(path, LINES, Date.now());
  const regdesk = started.use(await servingRegdesk(path));
  await prefer(regdesk, {});
  const all = started.move();
  return { regdesk, directory: path, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

test("all of it is leafed through downwards, and never drawn as a whole", async ({ page }) => {
  await using site = await filled();
  await openWindow(page, site.regdesk, "#/activity");
  await expect(page.getByText(ALL)).toBeVisible();
  await timelineOf(page).focus();
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(page.getByText("The audit begins here.")).toBeInViewport({ timeout: 100 });
  }).toPass({ intervals: [50] });
  expect(await page.getByRole("row").count()).toBeLessThan(60);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(recordOf(page)).toContainText("Line 1");
  await expect(recordOf(page)).toContainText("heating-0.setpoint");

  await page.keyboard.press("Escape");
  const place = await page.locator(".timeline").evaluate((box) => box.scrollTop);
  expect(place).toBeGreaterThan(100_000);
  await go(page, "#/connect");
  await expect(timelineOf(page)).toBeHidden();
  await go(page, "#/activity");
  await expect(page.getByText("The audit begins here.")).toBeInViewport();
  expect(await page.locator(".timeline").evaluate((box) => box.scrollTop)).toBe(place);
});

test("what is looked for is found wherever it is, by words, by who, by what and by when", async ({ page }) => {
  await using site = await filled();
  await openWindow(page, site.regdesk, "#/activity");
  await expect(page.getByText(ALL)).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("too warm for room 7");
  const found = page.getByRole("status").filter({ hasText: /^(\d|The latest)/ });
  await expect(found).toHaveText("18 of 5,001 lines");
  await page.keyboard.type("77");
  await expect(found).toHaveText("1 of 5,001 lines");
  await expect(rowOf(page, "Too warm for room 777")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(ALL)).toBeVisible();

  await page.getByRole("checkbox", { name: "Mode and rules" }).check();
  await expect(found).toHaveText("5 of 5,001 lines");
  await page.getByRole("combobox", { name: "Who" }).fill("ben");
  await page.keyboard.press("Enter");
  await expect(found).toHaveText("1 of 5,001 lines");
  await page.getByRole("checkbox", { name: "Denied" }).check();
  await expect(found).toHaveText("2 of 5,001 lines");
  await expect(page).toHaveURL(/#\/activity\?what=gate%2Cdenied&who=ben$/);
  await page.getByRole("combobox", { name: "When" }).selectOption("From … to …");
  const to = page.getByRole("group", { name: "To", exact: true });
  for (const [part, digits] of Object.entries({ day: "01", month: "01", year: "2020", hour: "00", minute: "00" })) {
    await to.getByRole("spinbutton", { name: part }).pressSequentially(digits);
  }
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear filter" }).last().click();
  await expect(page.getByText(ALL)).toBeVisible();
});

test("like lines are told as one, which opens to each", async ({ page }) => {
  await using site = await filled();
  await openWindow(page, site.regdesk, "#/activity?q=boiler");
  const run = page.getByRole("row").filter({ hasText: "40 × asked for, 39 × replaced" });
  await expect(run).toHaveAttribute("aria-expanded", "false");
  await timelineOf(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect(run).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("row").filter({ hasText: "55 → 95" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await expect(run).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("row")).toHaveCount(2);
});

test("a line opens to its record, which leads to what it is about", async ({ page }) => {
  await using site = await filled();
  await openWindow(page, site.regdesk, "#/activity?q=night");
  await timelineOf(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const record = recordOf(page);
  await expect(record).toContainText("rule changed by ben (command line)");
  await expect(record).toContainText("3 differences");
  await expect(record).toContainText(/[\da-f]{64}/);
  await page.keyboard.press("ArrowDown");
  await expect(record).toContainText("rule added by anna (window)");
  await record.getByText("As it is stored").click();
  await expect(record).toContainText('"kind": "rule-changed"');
  await record.getByRole("link", { name: "Rules" }).click();
  await expect(page.getByRole("dialog", { name: "Rules" })).toBeVisible();
  await page.goBack();
  await expect(record).toContainText("rule added by anna (window)");

  // A link to a line brings it, however old it is.
  await go(page, "#/activity?sel=2");
  await expect(record).toContainText("Too warm for room 0");
  await page.keyboard.press("Escape");
  await expect(record).toBeHidden();
  await expect(timelineOf(page)).toBeFocused();
});

test("it is held still while more happens, and nothing is lost", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/activity");
  await provide(regdesk.url, { "pump.speed": 40, "boiler.setpoint": 21 });
  await request(regdesk.url, { "pump.speed": 50 });
  // The start, the request, and two devices seen for the first time.
  await expect(page.getByText("4 lines")).toBeVisible();

  await page.locator("main").focus();
  await page.keyboard.press("f");
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await request(regdesk.url, { "boiler.setpoint": 22 });
  const waiting = page.getByRole("button", { name: "1 new – show" });
  await expect(waiting).toBeVisible();
  await expect(rowOf(page, "boiler.setpoint")).toBeHidden();
  await waiting.click();
  await expect(rowOf(page, "boiler.setpoint")).toBeVisible();
  await expect(timelineOf(page)).toBeFocused();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Resume" }).click();
  await request(regdesk.url, { "boiler.setpoint": 23 });
  await expect(rowOf(page, "21 → 23")).toBeVisible();
  await expect(waiting).toBeHidden();
});

test("what is read does not move while more happens above it", async ({ page }) => {
  await using site = await filled();
  await openWindow(page, site.regdesk, "#/activity");
  await expect(page.getByText(ALL)).toBeVisible();
  await provide(site.regdesk.url, { "pump.speed": 40 });
  await expect(page.getByText("5,002 lines")).toBeVisible(); // its device was seen for the first time
  await page.locator(".timeline").evaluate((box) => (box.scrollTop = 2_000));
  // Rows are drawn with the elements of others, so the one that is read is known by its words.
  const words = (await page.locator('[role="row"][aria-rowindex="68"]').textContent()) ?? "";
  const read = page.getByRole("row").filter({ hasText: words });
  await expect(read).toBeInViewport();
  const box = await read.boundingBox();
  await request(site.regdesk.url, { "pump.speed": 55 });
  await expect(page.getByRole("button", { name: "1 new – show" })).toBeVisible();
  expect(await read.boundingBox()).toEqual(box);
  await page.getByRole("button", { name: "1 new – show" }).click();
  await expect(rowOf(page, "40 → 55")).toBeInViewport();
});

test("all of it is exported so that the chain can be proved, and a part in every format", async ({ page }) => {
  // No test can answer the browser's own dialog, so the file is downloaded instead.
  await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  await using site = await filled();
  await openWindow(page, site.regdesk, "#/activity");
  await expect(page.getByText(ALL)).toBeVisible();
  const whole = await exported(page, "JSON Lines");
  expect(whole.name).toMatch(/^audit-\d{4}-\d\d-\d\d-\d{6}\.jsonl$/);
  const path = join(site.directory, whole.name);
  await whole.saveAs(path);
  const proof = await command("audit", "verify", "--file", path);
  expect([proof.code, proof.stdout]).toEqual([0, expect.stringContaining("is whole: 5001 lines")]);

  await go(page, "#/activity?q=room%20777");
  await expect(page.getByText("1 of 5,001 lines")).toBeVisible();
  const [head, line, rest] = (await (await exported(page, "CSV")).text()).split("\r\n");
  expect(head).toMatch(/^id,at,by,kind,subject,.*,hash$/);
  expect(line).toMatch(/^\d+,\d{4}-.*,anna \(window\),change-request,.*,Too warm for room 777,[\da-f]{64}$/);
  expect(rest).toBe("");
  const list = JSON.parse(await (await exported(page, "JSON")).text()) as unknown[];
  expect(list).toMatchObject([{ note: "Too warm for room 777", to: "denied" }]);
});

test("an export tells how far it is, and leaves nothing behind when it is stopped", async ({ page }) => {
  // A slow disk: each write waits until the test lets it through.
  await page.addInitScript(() => {
    const disk = { ended: "", writes: 0, free: (): void => undefined };
    const write = () => new Promise<void>((resolve) => ((disk.writes += 1), (disk.free = () => resolve())));
    const ending = (how: string) => () => Promise.resolve(void (disk.ended = how));
    const stream = { write, close: ending("closed"), abort: ending("aborted") };
    const showSaveFilePicker = () => Promise.resolve({ createWritable: () => Promise.resolve(stream) });
    Object.assign(window, { disk, showSaveFilePicker });
  });
  const letThrough = () => page.evaluate(() => (window as unknown as { disk: { free: () => void } }).disk.free());
  await using site = await filled();
  await openWindow(page, site.regdesk, "#/activity");
  await expect(page.getByText(ALL)).toBeVisible();
  await page.keyboard.press("Control+e");
  const dialog = page.getByRole("dialog", { name: "Export the audit" });
  await dialog.getByRole("button", { name: "Export" }).click();
  await expect(dialog.getByText("0 lines written")).toBeVisible();
  await letThrough();
  await expect.poll(() => page.evaluate(() => (window as unknown as { disk: { writes: number } }).disk.writes)).toBe(2);
  await letThrough();
  await expect(dialog.getByText("1,000 lines written")).toBeVisible();
  await dialog.getByRole("button", { name: "Stop" }).click();
  await letThrough();
  await expect(page.getByText("The export was stopped; there is no file")).toBeVisible();
  await expect(dialog).toBeHidden();
  expect(await page.evaluate(() => (window as unknown as { disk: { ended: string } }).disk.ended)).toBe("aborted");
});

test("what cannot be read is said, with a way to try again", async ({ page }) => {
  await using site = await filled();
  await openWindow(page, site.regdesk, "#/activity");
  await expect(page.getByText(ALL)).toBeVisible();
  await site.regdesk.stop("SIGKILL");
  await expect(page.getByText("Live", { exact: true })).toBeHidden();
  await timelineOf(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("End");
  await expect(page.getByText(/^What was before cannot be read: /)).toBeInViewport();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});

interface ExportedFile {
  readonly name: string;
  text(): Promise<string>;
  saveAs(path: string): Promise<void>;
}

async function exported(page: Page, format: string): Promise<ExportedFile> {
  await page.keyboard.press("Control+e");
  const dialog = page.getByRole("dialog", { name: "Export the audit" });
  await dialog.getByText(format, { exact: true }).click();
  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export" }).click();
  const download = await downloading;
  await expect(dialog).toBeHidden();
  return {
    name: download.suggestedFilename(),
    text: async () => readFile(await download.path(), "utf8"),
    saveAs: (path) => download.saveAs(path),
  };
}
