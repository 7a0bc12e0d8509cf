/** A register of a source is changed: reviewed, overridden, told apart in the list, cleared, put back; over the built window
 *  and the real host. */
import { expect, test } from "./test.ts";
import { writeFile } from "node:fs/promises";
import { request, values } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { behind, report, SETPOINT, slowHearing, statesIn } from "./changes-site.ts";
import { addSource, fileSource, mirrored, openSources, syncSource, writeCatalog } from "./sources-site.ts";
import { rowOf, visit } from "./window.ts";

const PUMP = "pump-3.setpoint";

test("a change of a source's register is an override: from its review to its clearing", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const catalog = await writeCatalog(regdesk, 5);
  await addSource(regdesk, fileSource("plant", catalog));
  await syncSource(regdesk, "plant");
  await behind(regdesk, (client) => client.gate.setLimits({ limits: { grace: 0 } }));
  await openSources(page, regdesk, "#/changes");
  await request(regdesk.url, { [PUMP]: 5 });

  const review = page.getByRole("region", { name: "Review" });
  await expect(review).toContainText("plant provides it, so this goes to no device.");
  await expect(review).toContainText("it stands here as a local override until somebody clears it");
  await page.getByRole("textbox", { name: "Note" }).fill("for the test run");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect.poll(async () => (await values(regdesk.url, "/consumer"))[PUMP]).toBe(5);
  await page.getByRole("tab", { name: /Done/ }).click();
  await expect(rowOf(page, PUMP)).toContainText("Overridden here");

  await visit(page, `#/registers?sel=${PUMP}`);
  const banner = page.getByRole("region", { name: "Overridden here" });
  await expect(banner).toContainText("Overridden here: 5 · source says 3");
  await expect(banner).toContainText("for the test run");
  await expect(page.getByRole("grid").getByRole("img", { name: "Overridden here" })).toHaveCount(1);
  await writeCatalog(regdesk, 5, 2);
  await syncSource(regdesk, "plant");
  await expect(banner).toContainText("source says 6");

  await banner.getByRole("button", { name: "Clear override" }).click();
  await expect(banner).toBeHidden();
  expect(await mirrored(regdesk)).toMatchObject({ [PUMP]: 6 });
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(banner).toContainText("Overridden here: 5 · source says 6");

  await writeFile(catalog, "nonsense");
  await syncSource(regdesk, "plant");
  await visit(page, "#/changes");
  await page.getByRole("tab", { name: /Pending/ }).click();
  await request(regdesk.url, { "pump-1.setpoint": 7 });
  await expect(review).toContainText("The last sync of plant failed");
  const asked = page.getByRole("dialog", { name: "Approve all the same?" });
  for (const answer of ["Do not approve", "Approve all the same"]) {
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(asked).toContainText("comes from plant, whose last sync failed");
    await asked.getByRole("button", { name: answer }).click();
    await expect(asked).toBeHidden();
  }
  await expect.poll(() => statesIn(regdesk)).toEqual([`${PUMP}: applied`, "pump-1.setpoint: applied"]);

  // Of several at once only those are changed that were ticked in spite of it.
  await request(regdesk.url, { "pump-2.setpoint": 7, "pump-4.setpoint": 7 });
  await expect(page.getByRole("row").filter({ hasText: "From plant" })).toHaveCount(2);
  await page.getByRole("button", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Approve 2…" }).click();
  const sheet = page.getByRole("dialog", { name: "Approve these" });
  await expect(sheet.getByText("the last sync of plant failed")).toHaveCount(2);
  await sheet.getByRole("checkbox", { name: "Include pump-4.setpoint" }).check();
  await sheet.getByRole("button", { name: "Approve 1" }).click();
  await expect(sheet).toBeHidden();
  await expect
    .poll(async () => (await statesIn(regdesk)).slice(2))
    .toEqual(["pump-2.setpoint: pending", "pump-4.setpoint: applied"]);

  await visit(page, "#/sources?sel=plant");
  const overrides = page.getByRole("region", { name: "Overridden here" });
  await expect(overrides.getByRole("listitem")).toHaveCount(3);
});

test("what the window has not seen yet is not approved: the host refuses, and a second look is asked for", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const hearing = await slowHearing(page);
  await report(regdesk, SETPOINT, 21.5);
  await openSources(page, regdesk, "#/changes");
  await request(regdesk.url, { [SETPOINT]: 24 });
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  await expect(approve).toBeEnabled();
  hearing.hold();
  await report(regdesk, SETPOINT, 30);
  await approve.click();
  await expect.poll(() => page.getByRole("button", { name: /^Approve/ }).isDisabled()).toBe(true);
  hearing.release();
  await expect(page.getByText(/Value is now 30\s°C – review again/)).toBeVisible();
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: pending`]);
  await page.getByRole("button", { name: "Approve all the same" }).click();
  await expect.poll(() => statesIn(regdesk)).not.toEqual([`${SETPOINT}: pending`]);
});
