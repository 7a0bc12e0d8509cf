/** Every word of the window comes out of its catalogues, and German is German throughout.
 *
 *  The rule: with the pseudo-locale, what a catalogue says stands in ⟦brackets⟧, and what the site says is Greek here: names,
 *  devices, units, texts. So a Latin letter outside brackets is a word that escaped, unless it is of `CODES`: what no
 *  language says differently, or what Intl says in the language of the pseudo-locale, which is English. */
import { expect, test, type Page } from "./test.ts";
import { networkInterfaces } from "node:os";
import { de } from "../../renderer/lib/messages/de.ts";
import { WORKS } from "../../renderer/views/help/works.ts";
import { RegisterView } from "#shared/model/preferences.ts";
import { SECTIONS } from "#shared/sections.ts";
import { put, request } from "../support/http.ts";
import { servingRegdesk, type ServingRegdesk } from "../support/regdesk-process.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { cutOff, shortened } from "./cut-off.ts";
import { openEach, openEachOfList, OPENED } from "./overlays.ts";
import { go, prefer, rowOf, visit } from "./window.ts";

const SETPOINT = "λέβης.στόχος";
const METADATA = { device: "αντλία", unit: "μ", label: "Ταχύτητα", min: 0, max: 100 };

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat("en", { month: "long" }).format(new Date(2026, month)),
);

/** A view somebody saved. */
const VIEW = { name: "προβολή", view: RegisterView.parse({ layout: "table", group: "device" }) };

/** The first device that showed up, whole. */
const DEVICE = ["", "&tab=registers", "&tab=changes", "&tab=notes", "&tab=connection"].map(
  (tab) => `devices?sel=d1${tab}`,
);

/** The same in every language. Patterns as texts, because they are handed to the page. */
const CODES: readonly string[] = [
  "https?://[^\\s]+|[\\w.-]+:\\d+|/[\\w./-]+", // addresses and paths
  "\\d+ (s|m|h|d)", // units of time
  "(k|M|G)B|bytes?", // sizes, as Intl says them
  "null|true|false", // JSON
  "[A-Z]", // keys
  "d\\d+", // ids of devices
  "(GMT|UTC)([+-]\\d\\d:\\d\\d)?",
  "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
  ...MONTHS.flatMap((month) => [month, month.slice(0, 3)]),
  ...Object.keys(METADATA),
  ...Object.keys(networkInterfaces()),
  ...["Regdesk", ...WORKS.flatMap(({ name, licence, url }) => [name, licence, url])].map((name) =>
    name.replaceAll(".", "\\."),
  ),
].sort((a, b) => b.length - a.length); // the longest first: “Svelte Sonner” is no “Svelte” with a word behind

async function openIn(page: Page, { announced }: ServingRegdesk, language: string, live: string): Promise<void> {
  await page.goto(announced.window.replace("#", `?lang=${language}#`));
  await expect(page.getByRole("banner").getByText(live)).toBeVisible();
}

/** A site that speaks Greek. */
async function settle({ url }: ServingRegdesk): Promise<void> {
  const registers = {
    [SETPOINT]: { value: 21.5, ttl: "60s", metadata: METADATA },
    "λέβης.κείμενο": { value: "ζεστό", ttl: "60s", metadata: { device: "λέβης" } },
    "λέβης.δομή": { value: { α: [1, 2], β: null }, ttl: "60s" },
    "λέβης.παλιό": { value: 5, ttl: "100ms", metadata: METADATA },
    "λέβης.κενό": { value: null, ttl: "60s" },
  };
  expect((await put(url, "/provider", { registers })).status).toBe(204);
  await request(url, { [SETPOINT]: 24 });
}

test("with the pseudo-locale nothing that is seen or read aloud escaped the catalogues", async ({ page }) => {
  test.setTimeout(90_000);
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await openIn(page, regdesk, "qps", "⟦Lívé");
  const escaped: Record<string, string[]> = {};
  const look = async (place: string) => {
    const found = await page.evaluate(escapes, CODES);
    if (found.length > 0) escaped[place] = found;
  };
  await look("first run");
  for (const route of SECTIONS) {
    await visit(page, `#/${route}`);
    await look(`${route}, empty`);
  }
  await prefer(regdesk, {});
  await settle(regdesk);
  await expect(page.getByRole("contentinfo")).toContainText("⟦5 ");
  for (const route of [...SECTIONS, ...DEVICE, "registers?q=κανένα", "changes?tab=done", "activity?q=κανένα"]) {
    await visit(page, `#/${route}`);
    await look(route);
  }
  await go(page, `#/registers?sel=${encodeURIComponent(SETPOINT)}`);
  const tabs = page.getByRole("complementary").getByRole("tab");
  await expect(tabs.first()).toBeVisible();
  for (const tab of await tabs.all()) {
    await tab.click();
    await look(`inspector, ${(await tab.textContent()) ?? ""}`);
  }
  await page.keyboard.press("Escape");
  await rowOf(page, SETPOINT).click();
  await page.keyboard.press("c");
  await expect(page.locator("[data-sonner-toast]").first()).toBeVisible();
  await look("a message");
  expect(escaped).toEqual({});
});

for (const { language, live } of [
  { language: "qps", live: "⟦Lívé" },
  { language: "de", live: "Live" },
]) {
  test(`whatever opens over a screen is translated and has room for its words, in ${language}`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width: 960, height: 600 });
    await using directory = await temporaryDirectory();
    await using regdesk = await servingRegdesk(directory.path);
    await prefer(regdesk, { savedViews: [VIEW] });
    await settle(regdesk);
    await openIn(page, regdesk, language, live);
    const found: Record<string, string[]> = {};
    const lookOn = (place: string) => async (what: string) => {
      const cut = [...(await page.evaluate(cutOff, OPENED)), ...(await page.evaluate(shortened, OPENED))];
      const escaped = language === "qps" ? await page.evaluate(escapes, CODES) : [];
      if (cut.length + escaped.length > 0) found[`${what} on ${place}`] = [...cut, ...escaped];
    };
    for (const route of [...SECTIONS, "devices?sel=d1", `registers?view=${VIEW.name}`]) {
      await visit(page, `#/${route}`);
      await openEach(page, lookOn(route));
    }
    await visit(page, `#/registers?sel=${encodeURIComponent(SETPOINT)}`);
    await expect(page.getByRole("complementary")).toBeVisible();
    await openEachOfList(page, lookOn("the list"));
    for (const tab of ["history", "diff", "changes"]) {
      await visit(page, `#/registers?sel=${encodeURIComponent(SETPOINT)}&tab=${tab}`);
      await openEach(page, lookOn(tab));
    }
    expect(found).toEqual({});
  });
}

test("German is German: sections, numbers and dates", async ({ page }) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, {});
  const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, n) => [`r.${n}`, { value: n, ttl: "60s" }]));
  expect((await put(regdesk.url, "/provider", { registers: many })).status).toBe(204);
  await request(regdesk.url, { "r.1": 7 });
  await openIn(page, regdesk, "de", "Live");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const links = page.getByRole("navigation").getByRole("link");
  for (const section of SECTIONS) {
    const link = links.and(page.locator(`[href="#/${section}"]`));
    await expect(link).toContainText(de.sections[section]);
  }
  await expect(page.getByRole("contentinfo")).toContainText("1.200 Register");
  await go(page, "#/activity");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(de.sections.activity);
  const day = new Intl.DateTimeFormat("de", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(`Heute, ${day.format(Date.now())}`);
  await expect(page.getByRole("time").first()).toHaveAttribute("title", /^\d{1,2}\. \p{L}{3,4}\.? \d{4}, /u);
});

test("another language is chosen in the settings without a reload, and the keyboard stays where it was", async ({
  page,
}) => {
  await using directory = await temporaryDirectory();
  await using regdesk = await servingRegdesk(directory.path);
  await prefer(regdesk, { language: "en" });
  await page.goto(regdesk.announced.window);
  await expect(page.getByRole("banner").getByText("Live")).toBeVisible();
  await go(page, "#/settings");
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Einstellungen");
  await expect(page).toHaveTitle("Einstellungen – Regdesk");
  await expect(page.getByRole("combobox", { name: "Sprache" })).toBeFocused();
  await page.getByRole("combobox", { name: "Sprache" }).selectOption("English");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Settings");
  expect(await page.evaluate(() => "isSamePage" in window)).toBe(true);
});

/** Runs in the page: the texts and names of all that is seen or read aloud that hold a word no catalogue knows. */
function escapes(codes: readonly string[]): string[] {
  const NAMES = [
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "aria-roledescription",
    "title",
    "placeholder",
    "alt",
  ];
  const code = new RegExp(`(?<!\\p{L})(?:${codes.join("|")})(?!\\p{L})`, "gu");
  const found = new Set<string>();
  for (const element of document.querySelectorAll<HTMLElement>("body *")) {
    if (!element.checkVisibility() || element.closest("code, pre, kbd, script, style")) continue;
    for (const name of NAMES) look(element.getAttribute(name), `${name} of ${element.localName}`);
    for (const { nodeType, nodeValue } of element.childNodes) {
      if (nodeType === Node.TEXT_NODE) look(nodeValue, element.localName);
    }
  }
  look(document.title, "title");
  return [...found];

  function look(words: string | null, where: string): void {
    let rest = words ?? "";
    // From the inside out, because a sentence may hold another.
    while (/⟦[^⟦⟧]*⟧/.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/g, " ");
    if (/\p{Script=Latin}/u.test(rest.replace(code, " "))) found.add(`${where}: ${words?.trim() ?? ""}`);
  }
}
