/** Deciding about change requests, over the built window and the real host. */
import { expect, test } from "./test.ts";
import { request, values } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { behind, FAN, openChanges, pendingRow, PUMP, report, SETPOINT, slowHearing, statesIn } from "./changes-site.ts";
import { openWindow, prefer, rowOf } from "./window.ts";

test("an approval is undone within its grace, and nothing reaches the device", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await expect(page.getByRole("region", { name: "Review" })).toContainText("(+2.5)");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.getByText("Approved boiler.setpoint")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(pendingRow(page, SETPOINT)).toBeVisible();
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: pending`]);
  expect(await values(regdesk.url, `/provider?name=${SETPOINT}`)).toEqual({});
});

test("where a denial needs a note it is asked for, a reason can be chosen, and what was written is kept", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await behind(regdesk, (client) => client.gate.setLimits({ denyNoteRequired: true }));
  await request(regdesk.url, { [SETPOINT]: 24 });
  await pendingRow(page, SETPOINT).click();
  await page.keyboard.press("d");
  await expect(page.getByRole("alert").filter({ hasText: "Say why" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: pending`]);
  await page.getByRole("button", { name: "Reasons" }).click();
  await page.getByRole("menuitem", { name: "Wrong register" }).click();
  await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("Wrong register");
  await page.getByRole("button", { name: "Deny", exact: true }).click();
  await page.getByRole("tab", { name: /Done/ }).click();
  await expect(rowOf(page, SETPOINT)).toContainText("Denied — Wrong register");
});

test("when the value moves while a request is open, approving needs a second look", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await pendingRow(page, SETPOINT).click();
  await expect(page.getByRole("button", { name: "Approve", exact: true })).toBeEnabled();
  await expect(page.getByText(/review again/)).toBeHidden();
  await page.evaluate(() => {
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const button = [...document.querySelectorAll("button")].find(({ textContent }) =>
        textContent.includes("Approve all the same"),
      );
      if (button && seen.at(-1) !== button.disabled) seen.push(button.disabled);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
  await report(regdesk, SETPOINT, 22.9);
  await expect(page.getByRole("alert").filter({ hasText: "Value is now 22.9" })).toBeVisible();
  const approve = page.getByRole("button", { name: "Approve all the same" });
  await expect(approve).toBeEnabled();
  expect(await page.evaluate(() => (window as unknown as { seen: boolean[] }).seen)).toEqual([true, false]);
  await approve.click();
  await expect(page.getByText("No one is asking to change anything")).toBeVisible();
});

test("a bulk review acts on what it lists, and names what could not be decided", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await request(regdesk.url, { [PUMP]: 50 });
  await request(regdesk.url, { [FAN]: 60 });
  await expect(pendingRow(page, FAN)).toBeVisible();
  await page.getByRole("button", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Approve 3…" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByRole("region")).toHaveCount(3);
  // What comes meanwhile is not on the sheet, and what it takes the place of is off it.
  await request(regdesk.url, { [PUMP]: 70 });
  await expect(sheet).toContainText("Superseded in the meantime");
  await expect(sheet.getByRole("checkbox", { name: `Include ${PUMP}` })).not.toBeChecked();
  // A value that moves takes the tick away, and it may be given back after a second look.
  await report(regdesk, FAN, 35);
  await expect(sheet).toContainText("value is now 35");
  await sheet.getByRole("checkbox", { name: `Include ${FAN}` }).check();
  await sheet.getByRole("textbox", { name: "Note for all of them" }).fill("agreed on the phone");
  await expect(sheet.getByRole("button", { name: "Approve 2" })).toBeEnabled();
  await sheet.getByRole("button", { name: "Approve 2" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText("Approved 2 requests")).toBeVisible();
  await expect
    .poll(() => statesIn(regdesk))
    .toEqual([`${SETPOINT}: approved`, `${PUMP}: superseded`, `${FAN}: approved`, `${PUMP}: pending`]);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(pendingRow(page, FAN)).toBeVisible();
  expect((await statesIn(regdesk)).filter((state) => state.endsWith("pending"))).toHaveLength(3);
});

test("of a bulk review that fails in part, each refusal is told", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const hearing = await slowHearing(page);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24, [PUMP]: 50 });
  await expect(pendingRow(page, PUMP)).toBeVisible();
  await page.getByRole("button", { name: "Select all" }).click();
  await page.getByRole("button", { name: "Deny 2…" }).click();
  const sheet = page.getByRole("dialog");
  const open = await behind(regdesk, (client) => client.changeRequests.list({ all: false }));
  const ids = open.filter(({ register }) => register === PUMP).map(({ id }) => id);
  // Somebody else is faster, and the window has not heard of it yet.
  hearing.hold();
  await behind(regdesk, (client) => client.changeRequests.approve({ ids }));
  await sheet.getByRole("button", { name: "Deny 2" }).click();
  await expect.poll(() => statesIn(regdesk)).toContain(`${SETPOINT}: denied`);
  hearing.release();
  await expect(sheet).toContainText("Denied 1 request");
  await expect(sheet).toContainText("One could not be decided:");
  await expect(sheet.getByRole("listitem")).toContainText(`${PUMP} Request ${ids[0]!}`);
  await sheet.getByRole("button", { name: "Close" }).last().click();
  await expect(sheet).toBeHidden();
});

test("an approved request is recalled before the device picks it up", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk, "#/changes?tab=in-progress");
  await behind(regdesk, (client) => client.gate.setLimits({ limits: { grace: 0 } }));
  await request(regdesk.url, { [SETPOINT]: 24 });
  const [asked] = await behind(regdesk, (client) => client.changeRequests.list({ all: false }));
  await behind(regdesk, (client) => client.changeRequests.approve({ ids: [asked!.id] }));
  await expect(rowOf(page, SETPOINT)).toContainText("Waiting for the device");
  await rowOf(page, SETPOINT)
    .getByRole("button", { name: /Recall/ })
    .click();
  await page.getByRole("tab", { name: /Done/ }).click();
  await expect(rowOf(page, SETPOINT)).toContainText("Recalled");
  expect(await values(regdesk.url, `/provider?name=${SETPOINT}`)).toEqual({});
});

test("what was applied can be taken back by requesting the previous value, after a look at the difference", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk, "#/changes?tab=done");
  await behind(regdesk, (client) => client.gate.setLimits({ limits: { grace: 0 } }));
  await request(regdesk.url, { [SETPOINT]: 24 });
  const [asked] = await behind(regdesk, (client) => client.changeRequests.list({ all: false }));
  await behind(regdesk, (client) => client.changeRequests.approve({ ids: [asked!.id] }));
  expect(await values(regdesk.url, `/provider?name=${SETPOINT}&wait=10s`)).toEqual({ [SETPOINT]: 24 });
  await report(regdesk, SETPOINT, 23.5);
  await expect(rowOf(page, SETPOINT)).toContainText("asked 24 °C, reports 23.5 °C");
  await rowOf(page, SETPOINT)
    .getByRole("button", { name: /Request the value before/ })
    .click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("(−2)");
  await dialog.getByRole("button", { name: "Request it" }).click();
  await expect(dialog).toBeHidden();
  // A poll may be answered early and empty, so that a client asks anew; every client does.
  await expect.poll(() => values(regdesk.url, `/provider?name=${SETPOINT}&wait=10s`)).toEqual({ [SETPOINT]: 21.5 });
});

test("what is done is found by its outcome and by text, and exported as it is shown", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk, "#/changes?tab=done");
  await request(regdesk.url, { [SETPOINT]: 24, [PUMP]: 50 });
  await request(regdesk.url, { [PUMP]: 60 });
  const open = await behind(regdesk, (client) => client.changeRequests.list({ all: false }));
  const ids = open.filter(({ register }) => register === SETPOINT).map(({ id }) => id);
  await behind(regdesk, (client) => client.changeRequests.deny({ ids, note: "not today" }));
  await expect(rowOf(page, SETPOINT)).toContainText("not today");
  await page.getByRole("button", { name: /Superseded 1/ }).click();
  await expect(rowOf(page, SETPOINT)).toBeHidden();
  await expect(rowOf(page, PUMP)).toBeVisible();
  await page.getByRole("button", { name: /Superseded 1/ }).click();
  await page.keyboard.press("/");
  await page.keyboard.type("today");
  await expect(rowOf(page, PUMP)).toBeHidden();
  await expect(page.getByText("1 of 2 requests")).toBeVisible();
  // A browser without a file picker downloads.
  await page.evaluate(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "CSV", exact: true }).click();
  expect((await download).suggestedFilename()).toMatch(/^change-requests-.*\.csv$/);
  await expect(page.getByText("Exported 1 request")).toBeVisible();
});

test("the empty screen sends a real test request, which waits to be decided", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await openWindow(page, regdesk, "#/changes");
  await page.getByRole("button", { name: "Send a test request" }).click();
  await expect(pendingRow(page, "regdesk.test")).toContainText("Not provided");
  expect(await statesIn(regdesk)).toEqual(["regdesk.test: pending"]);
});

test("older requests that gave way are to be seen beside the newest", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  for (const value of [22, 23, 24]) await request(regdesk.url, { [SETPOINT]: value });
  const summary = page.getByText("Superseded (2)");
  await summary.click();
  await expect(page.getByRole("region", { name: "Review" })).toContainText("23 °C");
});
