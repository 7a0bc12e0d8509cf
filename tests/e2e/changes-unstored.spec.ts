/** Nothing can be stored, hence nothing is decided, and the window pretends nothing. */
import { expect, test } from "./test.ts";
import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { request } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openChanges, pending, pendingRow, PUMP, report, SETPOINT, statesIn } from "./changes-site.ts";

const SENTENCE = /another program holds it/;

test("while another program holds the database the host's sentence is shown, and what was written is kept", async ({
  page,
}) => {
  test.setTimeout(60_000);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await request(regdesk.url, { [PUMP]: 50 });
  await pendingRow(page, SETPOINT).click();
  await page.getByRole("textbox", { name: "Note" }).fill("agreed");
  {
    using _holder = held(directory.path);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(page.getByRole("listitem").filter({ hasText: SENTENCE })).toBeVisible({ timeout: 20_000 });
    await expect(pendingRow(page, SETPOINT)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Note" })).toHaveValue("agreed");
    await expect(page.getByText("Approved boiler")).toBeHidden();

    await page.getByRole("button", { name: "Select all" }).click();
    await page.getByRole("button", { name: "Deny 2…" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "Deny 2" }).click();
    await expect(sheet.getByRole("alert")).toContainText(SENTENCE, { timeout: 20_000 });
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Always deny like this…" }).click();
    const rule = page.getByRole("dialog");
    await rule.getByRole("button", { name: "Add and save" }).click();
    await expect(rule.getByRole("alert")).toContainText(SENTENCE, { timeout: 20_000 });
    await expect(rule.getByRole("row").filter({ hasText: "Deny boiler.setpoint" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Leave without saving" }).click();
    expect(await statesIn(regdesk)).toEqual([`${SETPOINT}: pending`, `${PUMP}: pending`]);
  }
  await report(regdesk, PUMP, 41); // something to store, by which the host learns that it can again
  await expect(page.getByRole("alert").filter({ hasText: SENTENCE })).toBeHidden({ timeout: 20_000 });
  await pending(page).focus();
  await page.keyboard.press("a");
  await expect.poll(() => statesIn(regdesk)).toEqual([`${SETPOINT}: approved`, `${PUMP}: pending`]);
});

/** Keeps the host from writing. */
function held(dataDirectory: string): Disposable {
  const database = new Sqlite(join(dataDirectory, "regdesk.db"));
  database.exec("BEGIN EXCLUSIVE");
  return { [Symbol.dispose]: () => void database.close() };
}
