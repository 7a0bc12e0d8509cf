/** The contrasts of every theme, computed from the style sheet itself by the formula of WCAG 2.2. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../renderer/styles/themes.css", import.meta.url), "utf8");

const SURFACES = ["surface", "surface-sunken", "surface-selected", "surface-hover"];
const WORDS = ["ok", "late", "bad", "change", "info", "off", "text", "text-quiet"];

/** What the design asks for, at least. */
const LEAST: Readonly<Record<string, { words: number; borders: number; focus: number }>> = {
  light: { words: 5.6, borders: 3.1, focus: 5.7 },
  dark: { words: 5.6, borders: 3.1, focus: 5.7 },
  outdoor: { words: 8.9, borders: 3.1, focus: 5.7 },
  night: { words: 8.7, borders: 3.1, focus: 5.7 },
};

/** A mark lies behind letters that say it all; it only has to be told from what is not marked. */
const LEAST_MARK = 1.1;

type Tokens = Readonly<Record<string, string>>;

const themes = new Map(
  [...css.matchAll(/:root\[data-theme="(\w+)"\] \{([^}]*)\}/g)].map(([, name = "", body = ""]) => [
    name,
    tokensIn(body),
  ]),
);

test("every theme of the preferences is in the style sheet, and sets the same colours", () => {
  expect([...themes.keys()].sort()).toEqual(Object.keys(LEAST).sort());
  const colours = (tokens: Tokens) => Object.keys(tokens).filter((name) => tokens[name]?.startsWith("#"));
  const light = colours(themes.get("light")!);
  for (const tokens of themes.values()) expect(light.filter((name) => !(name in tokens))).toEqual([]);
});

describe.each(Object.entries(LEAST))("%s", (name, least) => {
  const tokens = themes.get(name)!;

  test.each(WORDS)("%s can be read on every surface", (word) => {
    expect(tooWeak(tokens, word, SURFACES, least.words)).toEqual([]);
  });

  test("borders and the focus ring are seen on every surface", () => {
    expect(tooWeak(tokens, "border", SURFACES, least.borders)).toEqual([]);
    expect(tooWeak(tokens, "accent", SURFACES, least.focus)).toEqual([]);
  });

  test("the condition bar can be read on its tint, and so can what stands on filled buttons and badges", () => {
    for (const tone of ["late", "bad", "info"]) {
      expect(tooWeak(tokens, tone, [`tint-${tone}`], least.words - 0.1)).toEqual([]);
      expect(tooWeak(tokens, "text", [`tint-${tone}`], least.words)).toEqual([]);
    }
    expect(tooWeak(tokens, "inverse-text", ["inverse"], least.words)).toEqual([]);
    for (const badge of ["change", "bad", "late", "info"])
      expect(tooWeak(tokens, "surface", [badge], least.words)).toEqual([]);
  });

  test("what a search marks can be read, and a mark is seen on every surface, in the sun too", () => {
    expect(tooWeak(tokens, "text", ["hit"], least.words)).toEqual([]);
    expect(tooWeak(tokens, "surface", ["accent"], least.focus)).toEqual([]);
    expect(tooWeak(tokens, "hit", SURFACES, LEAST_MARK)).toEqual([]);
  });
});

/** Which surfaces a colour does not stand out on, and how much it does. */
function tooWeak(tokens: Tokens, colour: string, surfaces: readonly string[], least: number): string[] {
  return surfaces
    .map((surface) => ({ surface, ratio: contrast(tokens[colour]!, tokens[surface]!) }))
    .filter(({ ratio }) => ratio < least)
    .map(({ surface, ratio }) => `${colour} on ${surface}: ${ratio.toFixed(2)}`);
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const linear = (share: number) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);

function tokensIn(body: string): Tokens {
  return Object.fromEntries(
    [...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}
