import { describe, expect, test } from "vitest";
import { inspection } from "#electron/sync/document/inspection.ts";
import { readDocuments } from "#electron/sync/document/source-document.ts";
import { json, read, refusalOf, textsIn, yaml } from "./documents.ts";

describe("A document in JSON", () => {
  test("gives its registers with value and metadata, every digit kept, and no ttl", async () => {
    const document = json(
      '{"registers":{"boiler.temp":{"value":21.50,"metadata":{"unit":"°C","tags":["a"]},"ttl":"10s"},' +
        '"meter.serial":{"value":12345678901234567890},"__proto__":{"value":null},"":{"value":{"b":1,"a":2},"metadata":{}}},"revision":3}',
    );
    expect(await textsIn(document)).toEqual(
      Object.fromEntries([
        ["boiler.temp", ["21.5", '{"unit":"°C","tags":["a"]}']],
        ["meter.serial", "12345678901234567890"],
        ["__proto__", "null"],
        ["", '{"b":1,"a":2}'],
      ]),
    );
  });

  test("may have a byte order mark", async () => {
    expect(await textsIn(json('\uFEFF{"registers":{"a":{"value":1}}}'))).toEqual({ a: "1" });
  });

  test("that names a register twice counts as its last value says, as on the wire", async () => {
    expect(await textsIn(json('{"registers":{"a":{"value":1},"a":{"value":2}}}'))).toEqual({ a: "2" });
  });

  test.each([
    ['{"registers":{\n  "a": {"value": 1}\n  "b": {"value": 2}}}', "line 3, column 3: a comma is missing"],
    ['{"registers":{"a":{"value":}}}', "line 1, column 28: a value is missing"],
    ['{"registers":{"a":{"value":1}},}', "line 1, column 32: a name in double quotes is missing"],
    ["{'registers':{}}", "line 1, column 2: a word or sign stands here"],
    ['{"registers":{"a":{"value":1}}', "line 1, column 31: a closing brace is missing"],
    ['{"registers":{}} {}', "line 1, column 18: there is more after the end"],
    ['{"registers":{"a":{"value":"\n"}}}', "line 1, column 28: a text"],
    ['// boilers\n{"registers":{}}', "line 1, column 1: JSON has no comments"],
    ['{"registers":{\n"a":{"value":1e400}}}', "line 2, column 14: 1e400 is too large for a number"],
  ])("is refused where it is wrong: %j", async (text, sentence) => {
    expect(await refusalOf(json(text))).toContain(`plant.json, ${sentence}`);
  });

  test.each([
    ["", 'plant.json: it is empty; write at least {"registers":{}}.'],
    ["[]", 'plant.json: it must be an object like {"registers":{…}}, not an array.'],
    ["12345678901234567890", 'plant.json: it must be an object like {"registers":{…}}, not a number.'],
    ['{"a":1}', 'plant.json: registers is missing; write {"registers":{"name":{"value":…}}}.'],
    ['{"registers":[]}', "plant.json: registers: must be an object of registers by name, not an array."],
  ])("of another shape is refused: %j", async (text, sentence) => {
    expect(await refusalOf(json(text))).toBe(sentence);
  });

  test("that is broken and nested beyond all measure is refused too", async () => {
    expect(await refusalOf(json("[".repeat(300_000)))).toContain("plant.json: this is not JSON");
  });
});

describe("A document in YAML 1.2", () => {
  test("gives the same registers as its JSON", async () => {
    const text = `
      registers:
        boiler.temp: { value: 21.50, metadata: { unit: °C, tags: [a] }, ttl: 10s }
        meter.serial: { value: 12345678901234567890 }
        meter.mask: { value: 0xFFFFFFFFFFFFFFFF }
        door: { value: yes }
        since: { value: 2026-06-01 }
        gone: { value: ~ }`;
    expect(await textsIn(yaml(text))).toEqual({
      "boiler.temp": ["21.5", '{"unit":"°C","tags":["a"]}'],
      "meter.serial": "12345678901234567890",
      "meter.mask": "18446744073709551615",
      door: '"yes"',
      since: '"2026-06-01"',
      gone: "null",
    });
  });

  test("keeps names as they are written, whatever they look like", async () => {
    const names = ["1.10", "010", "null", "~", "True", "1e3", "12345678901234567890", "__proto__", ".inf"];
    const text = `registers:\n${names.map((name) => `  ${name}: {value: 1}`).join("\n")}`;
    expect(Object.keys(await textsIn(yaml(text))).toSorted()).toEqual(names.toSorted());
  });

  test("may have pages, which are one document together", async () => {
    const text = "---\nregisters: {a: {value: 1}}\n---\n---\nregisters: {b: {value: 2}}\n---\n";
    expect(await textsIn(yaml(text))).toEqual({ a: "1", b: "2" });
  });

  test("may use aliases, for a thousand registers too", async () => {
    const registers = Array.from({ length: 1_000 }, (_, index) => `  r${index}: {value: 1, metadata: *common}`);
    const text = `common: &common {unit: K, area: north}\nregisters:\n${registers.join("\n")}`;
    const texts = await textsIn(yaml(text));
    expect([Object.keys(texts).length, texts["r999"]]).toEqual([1_000, ["1", '{"unit":"K","area":"north"}']]);
  });

  test.each([
    ["registers:\n  a: {value: 1\n  b: 2", "plant.yaml, line 3, column"],
    [
      "registers:\n  a: {value: 1}\n  a: {value: 2}",
      "plant.yaml, line 3, column 3: this is not YAML: duplicated mapping key",
    ],
    ["registers:\n\ta: 1", "plant.yaml, line 2, column 1: this is not YAML: tab characters"],
    ["registers: {a: {value: !!binary aGk=}}", "plant.yaml, line 1, column"],
    ["", "plant.yaml: it is empty"],
    ["---\n---\n", "plant.yaml: it is empty"],
    ["registers: &a {x: *a}", "plant.yaml: its aliases lead back to themselves"],
  ])("is refused where it is wrong: %j", async (text, sentence) => {
    expect(await refusalOf(yaml(text))).toContain(sentence);
  });

  test("that unfolds to more than any memory holds is refused at once", async () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0 ? "l0: &l0 [boom]" : `l${level}: &l${level} [${`*l${level - 1},`.repeat(10)}]`,
    );
    const text = `${levels.join("\n")}\nregisters: {a: {value: *l11}}`;
    expect(await refusalOf(yaml(text))).toContain("plant.yaml: its aliases stand for more than 104857600 bytes");
  });

  test("skips what JSON has no words for", async () => {
    const text = "registers: {a: {value: .inf}, b: {value: {x: [1, .nan]}}, c: {value: 1e400}, d: {value: 1}}";
    const { registers, skipped } = await read(yaml(text));
    expect([...registers.keys()]).toEqual(["d"]);
    expect(skipped).toEqual(
      [
        ["a", ".inf"],
        ["b", ".nan"],
        ["c", "1e400"],
      ].map(([name, stranger]) => ({
        name,
        message: `registers.${name}: JSON has no ${stranger}; write null, a text or a smaller number instead`,
      })),
    );
  });
});

describe("Bytes", () => {
  test.each([
    [Buffer.from([0x7b, 0x0a, 0x20, 0xff, 0x7d]), "line 2, column 2: these bytes are not UTF-8; save it as UTF-8."],
    [
      Buffer.concat([Buffer.from('\uFEFF{"\uFFFD\n'), Buffer.from([0xc3])]),
      "line 2, column 1: these bytes are not UTF-8",
    ],
  ])("that are not UTF-8 are refused where they stand", async (bytes, sentence) => {
    expect(await refusalOf({ name: "plant.json", format: "json", bytes })).toContain(`plant.json, ${sentence}`);
  });

  test("of UTF-16 are told apart", async () => {
    const bytes = Buffer.from("\uFEFF{}", "utf16le");
    expect(await refusalOf({ name: "a.json", format: "json", bytes })).toBe(
      "a.json: this is UTF-16; save it as UTF-8.",
    );
  });
});

describe("A bad register", () => {
  const deep = `${"[".repeat(501)}${"]".repeat(501)}`;
  const bad = `{"registers":{"good":{"value":1},"a":{},"b":7,"c":{"value":1,"metadata":[]},"d":{"value":${deep}},
    "e":{"value":1,"metadata":{"x":${deep}}},"${"n".repeat(1_025)}":{"value":1}}}`;

  test("is skipped with its name and a sentence, and the good ones are taken", async () => {
    const { registers, skipped, skippedCount } = await read(json(bad));
    expect([...registers.keys()]).toEqual(["good"]);
    expect(skippedCount).toBe(6);
    expect(skipped.map(({ message }) => message)).toEqual([
      "registers.a.value is missing; write null when the value is not available",
      'registers.b: must be an object like {"value":…}, not a number',
      "registers.c.metadata: must be an object or null, not an array",
      "registers.d.value: is nested more than 500 levels deep; write it flatter",
      "registers.e.metadata: is nested more than 500 levels deep; write it flatter",
      `registers.${"n".repeat(60)}…: the name has 1025 bytes, at most 1024 are allowed`,
    ]);
  });

  test("refuses all of them when the source is strict", async () => {
    expect(await refusalOf(json(bad), { strict: true })).toBe(
      "plant.json: registers.a.value is missing; write null when the value is not available.",
    );
  });

  test("is counted beyond the thousand that are named", async () => {
    const many = Array.from({ length: 1_500 }, (_, index) => `"r${index}":{}`);
    const { skipped, skippedCount } = await read(json(`{"registers":{${many.join(",")}}}`));
    expect([skipped.length, skippedCount]).toEqual([1_000, 1_500]);
  });
});

describe("Several documents", () => {
  test("are merged", async () => {
    const documents = [json('{"registers":{"a":{"value":1}}}'), yaml("registers: {b: {value: 2}}")];
    expect(await textsIn(documents)).toEqual({ a: "1", b: "2" });
  });

  test.each([
    [json('{"registers":{"x":{"value":1}}}', "north.json"), yaml("registers: {x: {value: 1}}", "south.yaml")],
    [json('{"registers":{"x":{}}}', "north.json"), yaml("registers: {x: {value: 1}}", "south.yaml")],
  ])("that both have a register are refused, naming both", async (...documents) => {
    expect(await refusalOf(documents)).toBe("south.yaml: registers.x is in north.json too; keep it in one place.");
  });

  test("as pages that both have a register are refused", async () => {
    const text = "registers: {x: {value: 1}}\n---\nregisters: {x: {value: 1}}";
    expect(await refusalOf(yaml(text))).toBe("plant.yaml: registers.x is twice in it; keep it in one place.");
  });
});

describe("Limits are named when they are hit", () => {
  test("of registers", async () => {
    const three = json('{"registers":{"a":{"value":1},"b":{},"c":{"value":1}}}');
    expect(await refusalOf(three, { limits: { registers: 3 } })).toBe("taken");
    expect(await refusalOf(three, { limits: { registers: 2 } })).toBe(
      "plant.json: the source has more than 2 registers; split it into several sources.",
    );
  });

  test("of pages", async () => {
    const text = "registers: {}\n---\nregisters: {}\n";
    expect(await refusalOf(yaml(text), { limits: { pages: 2 } })).toBe("taken");
    expect(await refusalOf(yaml(text), { limits: { pages: 1 } })).toBe(
      "plant.yaml: it has more than 1 pages; put them into one.",
    );
  });
});

test("What is nested beyond all measure is refused for that, without harm", async () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const { skipped } = await read(json(`{"registers":{"a":{"value":${deep}}}}`));
  expect(skipped).toEqual([
    { name: "a", message: "registers.a.value: is nested more than 500 levels deep; write it flatter" },
  ]);
  const digits = json(`{"registers":{"a":{"value":${deep}},"b":{"value":1234567890123456}}}`);
  expect(await refusalOf(digits)).toBe("plant.json: it is nested too deeply; write it flatter.");
  const levels = Array.from({ length: 5_000 }, (_, level) => `- &l${level + 1} [*l${level}]`);
  const aliases = yaml(`levels:\n- &l0 [1]\n${levels.join("\n")}\nregisters: {a: {value: *l5000}, b: {value: 1}}`);
  expect(await textsIn(aliases)).toEqual({ b: "1" });
});

test.each([
  ['{"registers":{"a":{"value":1}}}', false, true, "There is one register."],
  [
    '{"registers":{"a":{"value":1},"b":{"value":1},"c":7}}',
    false,
    true,
    'There are 2 registers; 1 cannot be taken, the first because of registers.c: must be an object like {"value":…}, not a number.',
  ],
  ['{"registers":{"c":7}}', true, false, 'plant.json: registers.c: must be an object like {"value":…}, not a number.'],
])("Inspecting %s (strict: %s) says what is in it", async (text, strict, ok, message) => {
  expect(await inspection(strict)([json(text)], new AbortController().signal)).toEqual({ ok, message });
});

test("Reading ends when it is aborted, and says so with the signal's own reason", async () => {
  const reason = new Error("the technician cancelled");
  const signal = AbortSignal.abort(reason);
  await expect(readDocuments([json('{"registers":{}}')], { strict: false }, signal)).rejects.toBe(reason);
});

test("What was read crosses from one thread to another unchanged", async () => {
  const document = await read(json('{"registers":{"a":{"value":12345678901234567890,"metadata":{"tags":["x"]}}}}'));
  expect(structuredClone(document)).toEqual(document);
});
