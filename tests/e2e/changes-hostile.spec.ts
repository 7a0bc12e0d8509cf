/** Two technicians, hasty fingers and requests that come at the wrong moment, over the built window and the real host. */
import { expect, test } from "./test.ts";
import { request, values } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { behind, FAN, openChanges, pendingRow, PUMP, SETPOINT, slowHearing, statesIn } from "./changes-site.ts";
import { openWindow, rowOf } from "./window.ts";

test("of two windows that decide the same request at once one decides it, and the other is told", async ({
  page,
  context,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const other = await context.newPage();
  const hearing = [await slowHearing(page), await slowHearing(other)];
  await openChanges(page, regdesk);
  await openWindow(other, regdesk, "#/changes");
  await request(regdesk.url, { [SETPOINT]: 24 });
  for (const window of [page, other]) await pendingRow(window, SETPOINT).click();
  // Neither hears of the other before both have decided.
  for (const one of hearing) one.hold();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect.poll(() => statesIn(regdesk)).toEqual([`${SETPOINT}: approved`]);
  await other.getByRole("button", { name: "Deny", exact: true }).click();
  for (const one of hearing) one.release();
  await expect(page.getByText(`Approved ${SETPOINT}`)).toBeVisible();
  await expect(other.getByText("is no longer pending: it is approved")).toBeVisible();
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: approved`]);
});

test("a double click decides one request, and the one that comes up by itself waits", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24, [PUMP]: 50, [FAN]: 60 });
  await pendingRow(page, SETPOINT).click();
  await page.getByRole("button", { name: "Approve", exact: true }).dblclick({ delay: 20 });
  await expect(page.getByText(`Approved ${SETPOINT}`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve", exact: true })).toBeEnabled();
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: approved`, `${PUMP}: pending`, `${FAN}: pending`]);
});

test("an approval that a newer request overtakes on its way decides nothing, and the newer one waits", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const hearing = await slowHearing(page);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await pendingRow(page, SETPOINT).click();
  hearing.hold();
  await request(regdesk.url, { [SETPOINT]: 60 });
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  hearing.release();
  await expect(page.getByText("is no longer pending: it is superseded")).toBeVisible();
  await expect(pendingRow(page, SETPOINT)).toContainText("60");
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: superseded`, `${SETPOINT}: pending`]);
  expect(await values(regdesk.url, `/provider?name=${SETPOINT}`)).toEqual({});
});

test("an undo that comes too late says so, and what was decided meanwhile stays", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  const hearing = await slowHearing(page);
  await openChanges(page, regdesk, "#/changes?tab=in-progress");
  await behind(regdesk, (client) => client.gate.setLimits({ limits: { grace: 30_000 } }));
  await request(regdesk.url, { [SETPOINT]: 24 });
  const [asked] = await behind(regdesk, (client) => client.changeRequests.list({ all: false }));
  const ids = [asked!.id];
  await behind(regdesk, (client) => client.changeRequests.approve({ ids }));
  const undo = rowOf(page, SETPOINT).getByRole("button", { name: /^Undo/ });
  await expect(undo).toBeVisible();
  hearing.hold();
  await behind(regdesk, (client) => client.changeRequests.recall({ ids }));
  await undo.click();
  hearing.release();
  await expect(page.getByText("is no longer approved: it is recalled")).toBeVisible();
  await expect(page.getByText("Nothing is under way")).toBeVisible();
  expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: recalled`]);
});

test("what waits when everything is let through stays to be decided", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await pendingRow(page, SETPOINT).click();
  await behind(regdesk, (client) => client.gate.setMode({ mode: "pass-through" }));
  await expect(page.getByRole("button", { name: "Mode Pass-through" })).toBeVisible();
  await request(regdesk.url, { [PUMP]: 50 });
  expect(await values(regdesk.url, "/provider?wait=10s")).toEqual({ [PUMP]: 50 });
  await page.getByRole("button", { name: "Deny", exact: true }).click();
  await expect.poll(() => statesIn(regdesk)).toContain(`${SETPOINT}: denied`);
});
