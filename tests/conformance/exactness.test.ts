/** *Base protocol*, key order is stable; and every digit of an integer is kept. */
import { describe, expect, test } from "vitest";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const { lan } = useTarget();

async function provideText(name: string, value: string, metadata?: string): Promise<void> {
  const entry = metadata === undefined ? `{"value":${value}}` : `{"value":${value},"metadata":${metadata}}`;
  const answer = await lan.put("/provider", `{"registers":{${JSON.stringify(name)}:${entry}}}`);
  expect(answer.status).toBe(204);
}

async function textOf(name: string): Promise<string> {
  return (await lan.send("GET", `/consumer?${named(name)}`)).text;
}

describe("The key order", () => {
  test("of value and metadata is the provider's", async () => {
    const name = aName();
    await provideText(name, '{"z":1,"a":{"y":2,"b":3},"m":[{"q":1,"c":2}]}', '{"unit":"K","device":"x","enum":[]}');
    const { registers } = JSON.parse(await textOf(name)) as {
      registers: Record<string, { value: object; metadata: object }>;
    };
    expect(JSON.stringify(registers[name]?.value)).toBe('{"z":1,"a":{"y":2,"b":3},"m":[{"q":1,"c":2}]}');
    expect(JSON.stringify(registers[name]?.metadata)).toBe('{"unit":"K","device":"x","enum":[]}');
  });

  test("does not change with a refresh that is no change", async () => {
    const name = aName();
    await provideText(name, '{"z":1,"a":2}', '{"unit":"K","device":"x"}');
    const before = await textOf(name);
    await provideText(name, '{"a":2,"z":1}', '{"device":"x","unit":"K"}');
    expect(await textOf(name)).toBe(before);
  });

  test("is the same for every reader", async () => {
    const name = aName();
    await provideText(name, '{"b":1,"10":2,"a":3,"9":4,"__proto__":5}');
    const texts = await Promise.all([1, 2, 3].map(async () => textOf(name)));
    expect(new Set(texts).size).toBe(1);
  });
});

describe("A value is handed out with", () => {
  test.each([
    "9007199254740993",
    "-9007199254740993",
    "12345678901234567890",
    "123456789012345678901234567890",
    '{"serial":[18446744073709551615,1]}',
  ])("every digit of %s", async (value) => {
    const name = aName("serial");
    await provideText(name, value, `{"max":${value}}`);
    expect(await textOf(name)).toContain(`{"value":${value},"metadata":{"max":${value}}}`);
  });

  test.each([0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 1e21, -1e-7, 123456.789])("the number %d", async (value) => {
    const name = aName("number");
    await lan.provide({ [name]: { value } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value }]]));
  });

  test("keys that mean something to JavaScript", async () => {
    const name = aName("keys");
    await provideText(name, '{"__proto__":{"a":1},"constructor":null,"toString":"x","rawJSON":"1"}', '{"__proto__":1}');
    expect(await textOf(name)).toContain(
      '{"value":{"__proto__":{"a":1},"constructor":null,"toString":"x","rawJSON":"1"},"metadata":{"__proto__":1}}',
    );
  });

  test("text of every kind", async () => {
    const name = aName("text");
    const value = 'quoted " \\ / \b\f\n\r\t \u0000 \u2028 ü 温 🌡️';
    await lan.provide({ [name]: { value } });
    expect(await lan.read(named(name))).toEqual(new Map([[name, { value }]]));
  });

  test("integers that differ only beyond 2^53 told apart", async () => {
    const name = aName("serial");
    await provideText(name, "9007199254740992");
    const poll = await lan.park(`/consumer?${named(name)}&wait=25s`);
    await provideText(name, "9007199254740993");
    expect((await poll.answer).text).toContain('"value":9007199254740993');
  });
});
