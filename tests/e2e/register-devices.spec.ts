/** The list of registers by the devices of the fleet: named by people, merged and split, found by their names on the wire. */
import { expect, test, type Locator, type Page } from "./test.ts";
import { withControl } from "#electron/commands/control.ts";
import { RegisterView } from "#shared/model/preferences.ts";
import { put } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer, rowOf, visit } from "./window.ts";

const one = (value: number, metadata?: object) => ({ value, ttl: "1h", ...(metadata && { metadata }) });
const SITE = {
  "boiler.temperature": one(81),
  "boiler.pressure": one(1.5),
  "cellar.flow": one(12, { device: "pump-7" }),
  "cellar.head": one(3, { device: "pump-7" }),
};

test("registers stand by what people call their device, and at once elsewhere when it is renamed, merged or split", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const { dataDir } = regdesk.announced;
  await prefer(regdesk, { view: RegisterView.parse({ layout: "table", group: "device" }) });
  expect((await put(regdesk.url, "/provider", { registers: SITE })).status).toBe(204);
  await openWindow(page, regdesk, "#/registers");
  await expect.poll(() => heads(page)).toEqual(["boiler", "pump-7"]);
  await expect(rowOf(page, "boiler.pressure").getByTitle("boiler", { exact: true })).toHaveText("boiler");

  const idOf = (name: string) =>
    withControl(dataDir, async (client) => {
      const found = (await client.fleet.list()).find(({ wireName }) => wireName === name);
      if (!found) throw new Error(`there is no ${name}`);
      return found.id;
    });
  const [boiler, pump] = [await idOf("boiler"), await idOf("pump-7")];
  await withControl(dataDir, (client) => client.fleet.edit({ id: boiler, change: { alias: "Tank in the roof" } }));
  await expect.poll(() => heads(page)).toEqual(["pump-7", "Tank in the roof"]);
  await expect(deviceIn(rowOf(page, "boiler.pressure"))).toHaveAttribute("title", "Tank in the roof · boiler");

  await visit(page, "#/registers?q=device%3Aboiler");
  await expect(rowOf(page, "boiler.pressure")).toBeVisible();
  await expect(rowOf(page, "cellar.flow")).toBeHidden();
  await withControl(dataDir, (client) => client.fleet.merge({ id: pump, into: boiler }));
  await expect(rowOf(page, "cellar.flow"), "found by the name of what it is now").toBeVisible();
  await withControl(dataDir, (client) =>
    client.fleet.split({ id: boiler, registers: ["cellar.*"], name: "Cellar pump" }),
  );
  await expect(rowOf(page, "cellar.flow")).toBeHidden();

  await visit(page, "#/registers");
  await expect.poll(() => heads(page)).toEqual(["Cellar pump", "Tank in the roof"]);
  await rowOf(page, "cellar.flow").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Only Cellar pump" }).click();
  await expect.poll(() => heads(page)).toEqual(["Cellar pump"]);
  await rowOf(page, "cellar.head").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Open device" }).click();
  await expect(page.getByRole("heading", { name: "Cellar pump" })).toBeVisible();
});

/** The groups from top to bottom. */
function heads(page: Page): Promise<(string | null)[]> {
  return page.locator(".row.group .label").allTextContents();
}

const deviceIn = (row: Locator): Locator => row.locator(".device > span");
