/** Links that lead into the window from outside, and those that do not. */
import { expect, test } from "vitest";
import { desktopCommandLine } from "#electron/desktop/command-line.ts";
import { linkIn, placeOf } from "#electron/desktop/deep-link.ts";
import { SECTIONS } from "#shared/sections.ts";
import { parseRoute } from "../../renderer/lib/route.ts";

test.each([
  ["regdesk://changes", "#/changes"],
  ["regdesk://changes/", "#/changes"],
  ["regdesk://changes?sel=17", "#/changes?sel=17"],
  ["regdesk://changes/?sel=17", "#/changes?sel=17"],
  ["REGDESK://registers?sel=boiler%20%C3%A9.temp&q=a%3Db", "#/registers?sel=boiler+%C3%A9.temp&q=a%3Db"],
])("%s leads to %s", (link, place) => {
  expect(placeOf(link)).toBe(place);
});

test("every section has a link, and the window understands where it leads", () => {
  for (const section of SECTIONS) {
    const place = placeOf(`regdesk://${section}?sel=boiler.temp`) ?? "";
    expect(parseRoute(place)).toEqual({ section, query: { sel: "boiler.temp" } });
  }
});

test.each([
  ["a place that does not exist", "regdesk://nowhere"],
  ["the window's own files", "regdesk://app/index.html"],
  ["no place", "regdesk:"],
  ["a path without a place", "regdesk:///changes"],
  ["a path below a place", "regdesk://changes/../app"],
  ["another scheme", "https://changes"],
  ["a script", "javascript:alert(1)"],
  ["a user", "regdesk://anna@changes"],
  ["a password", "regdesk://anna:secret@changes"],
  ["a port", "regdesk://changes:8080"],
  ["a token to adopt", "regdesk://changes#token=stolen"],
  ["a control character", "regdesk://changes?sel=a%0Ab"],
  ["a character nobody sees", "regdesk://changes?sel=a%E2%80%AEb"],
  ["a key that is no word of the window", "regdesk://changes?__proto__=x"],
  ["too much to ask", `regdesk://changes?${"a=1&".repeat(11)}`],
  ["no end", `regdesk://changes?q=${"x".repeat(2_000)}`],
  ["nonsense", "regdesk://%%%"],
])("a link with %s is refused", (_what, link) => {
  expect(placeOf(link)).toBeUndefined();
});

test("the link is found wherever it stands on the command line", () => {
  expect(linkIn(["--a-switch", "Regdesk://changes", "--another"])).toBe("Regdesk://changes");
  expect(linkIn(["--a-switch", "."])).toBeUndefined();
});

test("what stands behind a link chooses nothing: it may be the link's author who wrote it", () => {
  const chosen = desktopCommandLine(["--port", "9000", "regdesk://changes", "--port", "1", "--data-dir", "/evil"]);
  expect(chosen).toMatchObject({ devices: { port: 9000 }, link: "regdesk://changes", givenAgain: ["--port=9000"] });
  expect(chosen.dataDirectory).not.toBe("/evil");
});
