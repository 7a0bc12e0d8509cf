/** The desktop's catalogues. */
import { expect, test } from "vitest";
import { de } from "#electron/desktop/messages/de.ts";
import { en } from "#electron/desktop/messages/en.ts";
import { ERROR_STATUS } from "#shared/errors.ts";
import { Condition } from "#shared/model/host-status.ts";
import { SECTIONS } from "#shared/sections.ts";

test("German says everything that English says, and nothing else", () => {
  expect(keysOf(de)).toEqual(keysOf(en));
});

test("no sentence is empty", () => {
  for (const catalogue of [en, de]) expect(textsOf(catalogue).filter((text) => text.trim() === "")).toEqual([]);
});

test.each([
  ["en", en],
  ["de", de],
])("%s names every section and every condition", (_language, { sections, troubles }) => {
  expect(SECTIONS.filter((section) => !sections[section])).toEqual([]);
  expect(Condition.shape.type.options.filter((type) => !troubles[type])).toEqual([]);
});

test("every refusal is one that the host knows", () => {
  expect(Object.keys(en.refusals).filter((code) => !(code in ERROR_STATUS))).toEqual([]);
});

test.each([
  [1, "1 device is pushing", "1 Gerät sendet"],
  [6, "6 devices are pushing", "6 Geräte senden"],
])("it counts %i rightly in both languages", (n, english, german) => {
  expect([en.tray.pushing(n), de.tray.pushing(n)]).toEqual([english, german]);
});

function keysOf(catalogue: object, path = ""): string[] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  );
}

function textsOf(catalogue: object): string[] {
  return Object.values(catalogue).flatMap((value: unknown) => {
    if (typeof value === "object" && value !== null) return textsOf(value);
    return typeof value === "string" ? [value] : [];
  });
}
