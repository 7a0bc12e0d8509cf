/** The request log on the page Connect, in the built window over the real host. */
import { expect, test } from "./test.ts";
import { put, send } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer } from "./window.ts";

test("the request log shows requests as they come, holds still under the pointer and the keyboard, and shows refusals alone", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/connect");
  const log = page.getByRole("region", { name: "Request log" });
  const lines = log.getByRole("list", { name: "Requests" });
  await expect(log).toContainText("No request yet.");

  await put(regdesk.url, "/provider", { registers: { a: { value: 1 } } });
  await expect(lines.getByRole("listitem")).toContainText(["PUT /provider 1 register"]);
  await lines.hover();
  await expect(log).toContainText("Held while you look");
  await put(regdesk.url, "/provider", { registers: { a: { value: 1, ttl: "10" } } });
  await expect(log).toContainText("Held while you look, 1 newer");
  await expect(lines.getByRole("listitem")).toHaveCount(1);
  await page.mouse.move(0, 0);
  await expect(lines.getByRole("listitem")).toHaveCount(2);

  await lines.getByRole("button", { name: "Copy this line" }).first().focus();
  await expect(log).toContainText("Held while you look");
  await send(regdesk.url, "/health");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(/^\S+Z {2}127\.0\.0\.1 {2}PUT \/provider {2}400 {2}registers\.a\.ttl: "10" needs/);

  await log.getByText("Refused", { exact: true }).click();
  await expect(lines.getByRole("listitem")).toHaveCount(1);
  await expect(lines).toContainText('registers.a.ttl: "10" needs a unit');
  await log.getByText("All", { exact: true }).click();
  await log.getByRole("button", { name: "Show all that are kept" }).click();
  await expect(log).toContainText("All 3 that are kept");
  await log.getByRole("button", { name: "Back to live" }).click();
  await expect(log).toContainText("Live, the latest 50");
});
