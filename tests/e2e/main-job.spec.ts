/** The main job, from the device to the technician's window and back, over the built window and the real host. */
import { expect, test } from "./test.ts";
import { provide, request, values } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { go, openWindow, rowOf } from "./window.ts";

test("a change is asked for, approved, picked up and applied, and all of it is there after a restart", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  {
    await using regdesk = await servingRegdesk(directory.path);
    await openWindow(page, regdesk, "#/registers");
    await expect(page.getByText("Nothing has pushed yet")).toBeVisible();

    await provide(regdesk.url, { "boiler.setpoint": 21.5 });
    await expect(rowOf(page, "boiler.setpoint")).toContainText("21.5");

    await request(regdesk.url, { "boiler.setpoint": 24 });
    await page.getByRole("link", { name: /Changes/ }).click();
    await expect(page.getByRole("heading", { name: /boiler.setpoint/ })).toBeVisible();
    const polled = values(regdesk.url, "/provider?name=boiler.setpoint&wait=30s");
    await page.getByRole("textbox", { name: "Note" }).fill("agreed with the owner");
    await page.getByRole("button", { name: /Approve/ }).click();

    expect(await polled).toEqual({ "boiler.setpoint": 24 });
    await provide(regdesk.url, { "boiler.setpoint": 24 });
    await page.getByRole("tab", { name: /Done/ }).click();
    await expect(rowOf(page, "boiler.setpoint")).toContainText("Applied");
    await regdesk.stop("SIGTERM");
  }
  await using regdesk = await servingRegdesk(directory.path);
  await openWindow(page, regdesk, "#/registers");
  await expect(rowOf(page, "boiler.setpoint")).toContainText("24");
  await page.getByRole("link", { name: /Changes/ }).click();
  await page.getByRole("tab", { name: /Done/ }).click();
  await expect(rowOf(page, "boiler.setpoint")).toContainText("Applied");
  await expect(page.getByText("agreed with the owner")).toBeVisible();
});

test("a denied request tells why, and never reaches the device", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openWindow(page, regdesk, "#/changes");
  await provide(regdesk.url, { "pump.speed": 40 });
  await request(regdesk.url, { "pump.speed": 100 });
  await page.getByRole("textbox", { name: "Note" }).fill("the valve is closed");
  await page.getByRole("button", { name: /Deny/ }).click();
  await page.getByRole("tab", { name: /Done/ }).click();
  await expect(rowOf(page, "pump.speed")).toContainText("Denied");
  expect(await values(regdesk.url, "/provider?name=pump.speed")).toEqual({});
});

test("a lost connection shows within two seconds and heals by itself", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openWindow(page, regdesk, "#/registers?sel=boiler.setpoint");
  await provide(regdesk.url, { "boiler.setpoint": 21.5 });
  await expect(rowOf(page, "boiler.setpoint")).toContainText("21.5");
  process.kill(regdesk.announced.pid, "SIGSTOP");
  await expect(page.getByText(/Connection to Regdesk lost/)).toBeVisible({ timeout: 4_000 });
  const colours = await page
    .locator("main, aside")
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).filter));
  process.kill(regdesk.announced.pid, "SIGCONT");
  await expect(page.getByText(/Connection to Regdesk lost/)).toBeHidden();
  expect(colours, "nothing is green while nobody knows").toEqual(["saturate(0)", "saturate(0)"]);
  await provide(regdesk.url, { "boiler.setpoint": 22 });
  await expect(rowOf(page, "boiler.setpoint")).toContainText("22");
});

test("the first run leads through three steps, and the demo site comes and goes on one click", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openWindow(page, regdesk, "#/overview");
  await expect(page.getByRole("heading", { name: "Welcome to Regdesk" })).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: /Start demo/ }).click();
  await expect(page.getByText(/A demo site is playing/)).toBeVisible();
  await go(page, "#/registers");
  await expect(page.getByText(/4\d\d registers/).first()).toBeVisible();
  await page.getByRole("button", { name: /Remove/ }).click();
  await expect(page.getByText("Nothing has pushed yet")).toBeVisible();
});
