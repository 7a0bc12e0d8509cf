/** Registers written to a file. The browser's own dialog, which no test can answer, is all that is replaced: it hands out a
 *  real file of the page's private file system, and what the browser wrote into it is read back. */
import { expect, test, type Page } from "./test.ts";
import { put } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer, rowOf } from "./window.ts";

/** What the dialog was asked, or how it is to end. */
interface Picked {
  asked?: { suggestedName: string; types: { accept: Record<string, string[]> }[] };
  isDismissed?: boolean;
}

async function answerPicker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const picked: Picked = {};
    Object.assign(window, {
      picked,
      showSaveFilePicker: async (asked: NonNullable<Picked["asked"]>) => {
        picked.asked = asked;
        if (picked.isDismissed) throw new DOMException("The user aborted a request.", "AbortError");
        const folder = await navigator.storage.getDirectory();
        return folder.getFileHandle("chosen", { create: true });
      },
    });
  });
}

/** What lies in the file that was chosen, byte for byte. */
async function written(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle("chosen")).getFile();
    return [...new Uint8Array(await file.arrayBuffer())];
  });
  return Buffer.from(bytes);
}

const pickedIn = (page: Page) => page.evaluate(() => (window as unknown as { picked: Picked }).picked.asked);

async function openList(page: Page, regdesk: ServingRegdesk): Promise<void> {
  await prefer(regdesk, {});
  const registers = `{"boiler.temp":{"value":21.50,"ttl":"10m","metadata":{"unit":"°C"}},
    "meter.total":{"value":12345678901234567890,"ttl":"10m"},"note":{"value":"=1+1, \\"so\\"","ttl":"10m"}}`;
  expect((await put(regdesk.url, "/provider", `{"registers":${registers}}`)).status).toBe(204);
  await openWindow(page, regdesk, "#/registers");
  await expect(rowOf(page, "note")).toBeVisible();
}

test("CSV goes straight to the chosen file, marked for Excel, quoted, with every digit", async ({ page }) => {
  await answerPicker(page);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openList(page, regdesk);
  await page.keyboard.press("Control+e");
  await page.getByRole("checkbox", { name: /UTF-8/ }).check();
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByText("Exported 3 registers")).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("grid")).toBeFocused();

  const asked = await pickedIn(page);
  expect(asked?.suggestedName).toMatch(/^registers-\d{4}-\d\d-\d\d-\d{6}\.csv$/);
  expect(asked?.types).toEqual([{ accept: { "text/csv": [".csv"] } }]);
  const bytes = await written(page);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, boiler, meter, note, rest] = bytes.subarray(3).toString("utf8").split("\r\n");
  expect(head).toMatch(/^name,.*value/);
  expect(boiler).toContain("°C");
  expect(meter).toContain("12345678901234567890");
  expect(note).toContain(`"'=1+1, ""so"""`);
  expect(rest).toBe("");
});

test("JSON is one document with every digit; whoever dismisses the dialog loses nothing", async ({ page }) => {
  await answerPicker(page);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openList(page, regdesk);
  await page.keyboard.press("Control+e");
  await page.getByText("JSON", { exact: true }).click();
  await page.evaluate(() => ((window as unknown as { picked: Picked }).picked.isDismissed = true));
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect.poll(() => pickedIn(page)).toBeDefined();
  await expect(page.getByRole("dialog")).toBeVisible();

  await page.evaluate(() => ((window as unknown as { picked: Picked }).picked.isDismissed = false));
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await expect(page.getByText("Exported 3 registers")).toBeVisible();
  const text = (await written(page)).toString("utf8");
  expect(text).toContain("12345678901234567890");
  const names = (JSON.parse(text) as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(["boiler.temp", "meter.total", "note"]);
});
