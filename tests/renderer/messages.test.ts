import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { de } from "../../renderer/lib/messages/de.ts";
import { en } from "../../renderer/lib/messages/en.ts";
import { languageFor, localeFor, speak, text } from "../../renderer/lib/messages/messages.ts";
import { pseudo } from "../../renderer/lib/messages/pseudo.ts";

const renderer = new URL("../../renderer/", import.meta.url);

test("German says everything that English says, and nothing else", () => {
  expect(shapeOf(de)).toEqual(shapeOf(en));
});

test("no sentence of a catalogue is empty", () => {
  for (const catalogue of [en, de]) expect(textsOf(catalogue).filter(([, text]) => text.trim() === "")).toEqual([]);
});

test.each([en, de])("what lets everything through has one name wherever it is told", (catalogue) => {
  const { name } = catalogue.rules.modes["pass-through"];
  const told = [catalogue.notices.words.Gate, catalogue.host.conditions["pass-through"]];
  expect(told.filter((words) => !words.startsWith(name))).toEqual([]);
});

test("the pseudo-locale brackets every text, and leaves numbers alone", () => {
  const strange = pseudo(en);
  expect(
    textsOf({ ...strange, language: "" }).filter(
      ([path, text]) => path !== "language" && !/^⟦.*⟧$|^\P{Letter}*$/su.test(text),
    ),
  ).toEqual([]);
  expect(strange.ago("4 s")).toMatch(/^⟦4 š ágö~+⟧$/);
  expect(strange.number(1_234)).toBe(en.number(1_234));
});

test("what is read after another language was chosen is in that language", () => {
  speak("de");
  expect(text.close).toBe(de.close);
  speak("en");
  expect(text.close).toBe(en.close);
});

test.each([
  [["de-CH", "en"], "de"],
  [["fr", "de"], "de"],
  [["en-US", "de"], "en"],
  [["fr"], "en"],
  [[], "en"],
])("who reads %j is spoken to in %s", (wanted, spoken) => {
  expect(languageFor(wanted)).toBe(spoken);
});

test("dates follow the system where it speaks the language, else the language", () => {
  expect(localeFor("en", "en-US")).toBe("en-US");
  expect(localeFor("en", "de-AT")).toBe("en-GB");
  expect(localeFor("de", "de-AT")).toBe("de-AT");
  expect(localeFor("de", "en-US")).toBe("de");
});

test("no module keeps a sentence of the language it was loaded in", () => {
  const files = readdirSync(renderer, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const keeping = files.filter((name) =>
    /^(export )?const \w+(: [^=]+)? = (text|clock|locale)\b/m.test(readFileSync(new URL(name, renderer), "utf8")),
  );
  expect(keeping).toEqual([]);
});

type Shape = string | { readonly [key: string]: Shape };

/** The keys, and whether each stands for a text or for a sentence with how many values. */
function shapeOf(entry: unknown): Shape {
  if (typeof entry === "function") return `${entry.length} values`;
  if (Array.isArray(entry)) return `a list of ${entry.length}`;
  if (typeof entry !== "object" || entry === null) return "text";
  return Object.fromEntries(
    Object.entries(entry)
      .filter(([key]) => key !== "caps") // the caps of a keyboard differ from country to country
      .map(([key, value]) => [key, shapeOf(value)]),
  );
}

function textsOf(entry: unknown, path = ""): [path: string, text: string][] {
  if (typeof entry === "string") return [[path, entry]];
  if (typeof entry !== "object" || entry === null) return [];
  return Object.entries(entry).flatMap(([key, value]) => textsOf(value, path === "" ? key : `${path}.${key}`));
}
