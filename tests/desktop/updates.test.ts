/** Where newer versions would be found, and how that is told. */
import { expect, test, vi } from "vitest";
import { de } from "#electron/desktop/messages/de.ts";
import { en } from "#electron/desktop/messages/en.ts";
import { FakeElectron } from "./fake-electron.ts";

const PAGE = "https://regdesk.example/releases";

test.each([
  ["no page at all", {}, undefined],
  ["a homepage", { homepage: PAGE }, PAGE],
  ["a repository", { repository: PAGE }, PAGE],
  ["a repository with a type", { repository: { type: "git", url: PAGE } }, PAGE],
  ["a page that cannot exist", { homepage: "https://regdesk.invalid" }, undefined],
  ["a page that could be read on the way", { homepage: "http://regdesk.example" }, undefined],
  ["no address", { homepage: "soon", repository: "git@regdesk.example:it.git" }, undefined],
])("with %s in package.json it is that or none", async (_what, manifest, page) => {
  const { releasesPage } = await updates(new FakeElectron());
  expect(releasesPage(manifest)).toBe(page);
});

test("without a page none is offered", async () => {
  const electron = new FakeElectron();
  const { explainUpdates } = await updates(electron);
  void explainUpdates(en, undefined, electron.module().shell as never);
  expect(electron.questions[0]?.box).toMatchObject({
    buttons: ["Close"],
    detail: expect.stringContaining("names no place where newer versions are published") as string,
  });
});

test("with one it is opened in the person's own browser, when they say so", async () => {
  const electron = new FakeElectron();
  const { explainUpdates } = await updates(electron);
  const explained = explainUpdates(de, PAGE, electron.module().shell as never);
  expect(electron.openedOutside).toEqual([]);
  electron.questions[0]?.press("Seite öffnen");
  await explained;
  expect(electron.openedOutside).toEqual([PAGE]);
});

async function updates(electron: FakeElectron) {
  vi.resetModules();
  vi.doMock("electron", () => electron.module());
  return await import("#electron/desktop/updates.ts");
}
