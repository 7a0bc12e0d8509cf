/** Rules that decide for the technician: made, tried, ordered and kept, over the built window and the real host. */
import { expect, test, type Page } from "./test.ts";
import type { Rule, RuleId } from "#shared/model/gate.ts";
import { request, values } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { behind, openChanges, pendingRow, PUMP, SETPOINT, statesIn } from "./changes-site.ts";
import { go } from "./window.ts";

function aRule(name: string, rule: Partial<Rule> = {}): Rule {
  const everything = { registers: [], devices: [], requesters: [], tokens: [], limits: {} };
  return { id: name as RuleId, name, enabled: true, action: "deny", ...everything, ...rule };
}

async function saveRules(regdesk: ServingRegdesk, ...rules: Rule[]): Promise<void> {
  await behind(regdesk, async (client) => {
    const { version } = await client.gate.policy();
    await client.gate.saveRules({ rules, version });
  });
}

const namesOf = (regdesk: ServingRegdesk) =>
  behind(regdesk, async (client) => (await client.gate.policy()).rules.map(({ name }) => name));

const dialogOf = (page: Page) => page.getByRole("dialog", { name: /rule|tried/i });

test("a rule made from a request decides the next one like it, and no other", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24 });
  await page.getByRole("button", { name: "Always approve like this…" }).click();
  const dialog = dialogOf(page);
  await expect(dialog).toContainText("Approves what is asked for boiler.setpoint by 127.0.0.1.");
  await expect(dialog).toContainText("between 10 and 60 and at most 2.5 away from the present one");
  await dialog.getByRole("button", { name: "Try on the last 200 requests" }).click();
  await expect(dialog.getByRole("row").filter({ hasText: SETPOINT })).toContainText("Would be approved");
  await dialog.getByRole("button", { name: "Back" }).click();
  await dialog.getByRole("button", { name: "Add and save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Rules (1)" })).toBeVisible();

  await request(regdesk.url, { [SETPOINT]: 23 });
  expect(await values(regdesk.url, `/provider?name=${SETPOINT}&wait=10s`)).toEqual({ [SETPOINT]: 23 });
  await request(regdesk.url, { [SETPOINT]: 40 }); // further than any step the rule lets through
  await request(regdesk.url, { [PUMP]: 50 });
  await expect(pendingRow(page, SETPOINT)).toBeVisible();
  await expect(pendingRow(page, PUMP)).toBeVisible();
  await page.getByRole("button", { name: "Rules (1)" }).click();
  await expect(dialogOf(page).getByRole("row").filter({ hasText: "boiler" })).toContainText("1");
});

test("rules are tried beside what was decided before any of them is saved", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await request(regdesk.url, { [SETPOINT]: 24, [PUMP]: 50 });
  const [first] = await behind(regdesk, (client) => client.changeRequests.list({ all: false }));
  await behind(regdesk, (client) => client.changeRequests.deny({ ids: [first!.id] }));
  await page.getByRole("button", { name: "Rules" }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole("button", { name: "Add rule" }).click();
  await dialog.getByRole("button", { name: "Add it" }).click();
  await expect(dialog).toContainText("Give it a name");
  await dialog.getByRole("textbox", { name: "Name" }).fill("All of it");
  await dialog.getByRole("button", { name: "Try on the last 200 requests" }).click();
  await expect(dialog).toContainText("approve 2");
  await expect(dialog.getByRole("row").filter({ hasText: first!.register })).toContainText("Denied");
  await dialog.getByRole("checkbox", { name: "Only what differs" }).check();
  await expect(dialog.getByRole("row").filter({ hasText: first!.register })).toContainText("differs");
  expect(await namesOf(regdesk)).toEqual([]);
  await dialog.getByRole("button", { name: "Back" }).click();
  await page.keyboard.press("Escape");
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await expect(question.getByRole("button", { name: "Go on editing" })).toBeFocused();
  await question.getByRole("button", { name: "Go on editing" }).click();
  await dialog.getByRole("button", { name: "Add it" }).click();
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await expect(dialog).toBeHidden();
  expect(await namesOf(regdesk)).toEqual(["All of it"]);
});

test("rules are ordered, switched, copied and deleted with a way back, and nothing counts before it is saved", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await saveRules(regdesk, aRule("First"), aRule("Second"));
  await page.getByRole("button", { name: "Rules (2)" }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole("button", { name: "Move down: First" }).press("Enter");
  await expect(dialog.getByRole("button", { name: "Move up: First" })).toBeFocused();
  await dialog.getByRole("button", { name: "Duplicate: First" }).click();
  await dialog.getByRole("switch", { name: "First is on" }).click();
  await dialog.getByRole("button", { name: "Delete: Second" }).click();
  await expect(dialog).toContainText("“Second” is deleted when you save.");
  await page.keyboard.press("Control+z");
  await expect(dialog.getByRole("row").filter({ hasText: "Second" })).toBeVisible();
  expect(await namesOf(regdesk)).toEqual(["First", "Second"]);
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await expect(dialog).toBeHidden();
  expect(await namesOf(regdesk)).toEqual(["Second", "First", "First (copy)"]);
});

test("rules that somebody else saved meanwhile are brought together with one's own, not lost", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  await saveRules(regdesk, aRule("First"), aRule("Second"));
  await page.getByRole("button", { name: "Rules (2)" }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole("switch", { name: "First is on" }).click();
  await saveRules(regdesk, aRule("First", { action: "ask" }), aRule("Second"), aRule("Third"));
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await expect(dialog).toContainText("Somebody else has changed the rules meanwhile.");
  await expect(dialog).toContainText("Both of you changed “First”");
  await expect(dialog.getByRole("row").filter({ hasText: "Third" })).toBeVisible();
  await dialog.getByRole("button", { name: "Save rules" }).click();
  await expect(dialog).toBeHidden();
  const { rules } = await behind(regdesk, (client) => client.gate.policy());
  expect(rules.map(({ name, enabled, action }) => `${name} ${action} ${String(enabled)}`)).toEqual([
    "First deny false",
    "Second deny true",
    "Third deny true",
  ]);
});

test("pass-through is confirmed, stays in sight, and lets everything go to the device", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openChanges(page, regdesk);
  const choose = async (mode: string) => {
    await page.getByRole("button", { name: /^Mode/ }).click();
    await page.getByRole("menuitemradio", { name: mode }).click();
    return page.getByRole("button", { name: `Mode ${mode}` });
  };
  await choose("Pass-through");
  const question = page.getByRole("dialog", { name: "Let everything through?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Cancel" }).press("Enter");
  expect((await behind(regdesk, (client) => client.gate.policy())).mode).toBe("ask");
  await choose("Pass-through");
  await question.getByRole("button", { name: "Let everything through" }).click();
  const mode = page.getByRole("button", { name: "Mode Pass-through" });
  await expect(mode.locator('[data-tone="late"]')).toBeVisible();
  await request(regdesk.url, { [SETPOINT]: 24 });
  expect(await values(regdesk.url, `/provider?name=${SETPOINT}&wait=10s`)).toEqual({ [SETPOINT]: 24 });
  await go(page, "#/overview");
  await page.getByRole("alert").getByRole("button", { name: "Choose a mode" }).click(); // the way back, from wherever one is
  await expect(page.getByRole("alert").getByRole("button")).toHaveCount(0);
  await expect(await choose("Rules only")).toBeVisible();
  await request(regdesk.url, { [PUMP]: 50 });
  await expect.poll(() => statesIn(regdesk)).toContain(`${PUMP}: denied`);
  await page.getByRole("tab", { name: /Done/ }).click();
  await expect(page.getByRole("row").filter({ hasText: PUMP })).toContainText("Mode: Rules only");
});
