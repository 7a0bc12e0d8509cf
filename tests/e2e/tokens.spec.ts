/** Access tokens, made, shown once, used and revoked in the built window over the real host. */
import { expect, test } from "./test.ts";
import { send } from "../support/http.ts";
import { servingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { openWindow, prefer } from "./window.ts";

test("a token is made, shown once and masked at first, lets its device in, and no more once it is revoked", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  await send(regdesk.url, "/consumer");
  await openWindow(page, regdesk, "#/connect");
  const panel = page.getByRole("region", { name: "Access tokens" });
  await expect(panel).toContainText("Anyone on this network can write.");

  await panel.getByRole("button", { name: "Add token…" }).click();
  const add = page.getByRole("dialog", { name: "Add a token" });
  await add.getByLabel("Name").fill("pump-1");
  await add.getByLabel("Read registers").check();
  await add.getByRole("button", { name: "Make token" }).click();
  const fresh = page.getByRole("dialog", { name: "The token “pump-1”" });
  await expect(fresh).toContainText("This is the only time it is shown");
  await expect(fresh).not.toContainText(/rdt_[\w-]{43}/);
  await expect(fresh.getByRole("img")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await fresh.getByLabel("Show the token").check();
  await expect(fresh.getByRole("img")).toBeVisible();
  const [secret = ""] = /rdt_[\w-]{43}/.exec((await fresh.textContent()) ?? "") ?? [];
  await fresh.getByRole("button", { name: "Done" }).click();
  await expect(page.locator("body")).not.toContainText(secret);

  await panel.getByText("On", { exact: true }).click();
  const switching = page.getByRole("dialog", { name: "Switch tokens on?" });
  await expect(switching).toContainText("127.0.0.1");
  await switching.getByRole("button", { name: "Switch on" }).click();
  await expect(panel).toContainText("Whoever uses the listener must show a token.");
  expect((await send(regdesk.url, "/consumer")).status).toBe(401);
  expect((await send(regdesk.url, `/t/${secret}/consumer`)).status).toBe(200);
  await expect(panel.getByRole("row", { name: "pump-1" })).toContainText("from 127.0.0.1");

  await panel.getByRole("button", { name: "Revoke pump-1" }).click();
  const revoking = page.getByRole("dialog", { name: "Revoke “pump-1”?" });
  await expect(revoking).toContainText("This cannot be undone");
  await revoking.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(panel).toContainText("There is no token yet.");
  expect((await send(regdesk.url, `/t/${secret}/consumer`)).status).toBe(401);
});
