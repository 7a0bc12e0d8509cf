/** A technician's own wish, from the register to the device and back. */
import { expect, test } from "./test.ts";
import { withControl } from "#electron/commands/control.ts";
import { put, values } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer } from "./window.ts";

const METADATA = { type: "number", unit: "°C", min: 10, max: 30, device: "boiler" };

test("a technician asks for a change within the device's limits, undoes it, and asks again", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  const report = (value: number) =>
    put(regdesk.url, "/provider", { registers: { "boiler.setpoint": { value, metadata: METADATA, ttl: "10m" } } });
  await report(20);
  await openWindow(page, regdesk, "#/registers?sel=boiler.setpoint");
  await page.getByRole("button", { name: /Ask for a change/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").first().fill("45");
  await expect(dialog).toContainText("30");
  await expect(dialog.getByRole("button", { name: /^Ask/ })).toBeDisabled();
  await dialog.getByRole("textbox").first().fill("24.5");
  await dialog.getByRole("button", { name: /^Ask/ }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: /Undo/ }).click();
  await expect.poll(async () => statesIn(directory.path)).toEqual(["recalled"]);
  expect(await values(regdesk.url, "/provider?name=boiler.setpoint")).toEqual({});

  await page.getByRole("button", { name: /Ask for a change/ }).click();
  await dialog.getByRole("textbox").first().fill("25");
  await dialog.getByRole("button", { name: /^Ask/ }).click();
  expect(await values(regdesk.url, "/provider?name=boiler.setpoint&wait=30s")).toEqual({ "boiler.setpoint": 25 });
  await report(25);
  await page.getByRole("tab", { name: /Changes/ }).click();
  await expect(page.getByRole("complementary")).toContainText("Applied");
});

async function statesIn(dataDirectory: string): Promise<string[]> {
  const requests = await withControl(dataDirectory, (client) => client.changeRequests.list({ all: true }));
  return requests.map(({ state }) => state);
}
