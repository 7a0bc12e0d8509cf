/** A value too long to be read as a whole. */
import { expect, test } from "./test.ts";
import { provide } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer, rowOf } from "./window.ts";

test("in a long text one finds words, walks through them and sees where they stand", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await provide(regdesk.url, { "gateway.log": `Valve closed. ${"All is well. ".repeat(1_000)}The VALVE opened.` });
  await openWindow(page, regdesk, "#/registers?sel=gateway.log");
  await expect(rowOf(page, "gateway.log")).toBeVisible();
  const inspector = page.getByRole("complementary");
  const field = inspector.getByRole("textbox", { name: "Find in the text" });
  const found = field.locator("..").getByRole("status");
  const scrolled = () => inspector.locator("pre").evaluate((box) => box.scrollTop);

  await field.fill("valve");
  await expect(found).toHaveText("1 of 2");
  expect(await scrolled()).toBe(0);
  await field.press("Enter");
  await expect(found).toHaveText("2 of 2");
  await expect.poll(scrolled).toBeGreaterThan(0);
  const marked = await page.evaluate(() =>
    [...CSS.highlights.get("found-here")!].map((range) => (range as Range).toString()),
  );
  expect(marked).toEqual(["VALVE"]);

  await field.press("Enter");
  await expect(found).toHaveText("1 of 2");
  await field.fill("steam");
  await expect(found).toHaveText("nothing");
  await field.press("Escape");
  await expect(field).toHaveValue("");
  await field.press("ArrowDown");
  await expect(inspector.locator("pre")).toBeFocused();
});
