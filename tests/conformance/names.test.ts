/** *Base protocol*, names: any string is one. */
import { describe, expect, test } from "vitest";
import { aName, named } from "./lan.ts";
import { useTarget } from "./target.ts";

const target = useTarget();
const { lan } = target;

const HOSTILE_NAMES = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "a b",
  "a+b&c=d;e%f/g?h#i",
  "x,y",
  "",
  " leading and trailing ",
  "0",
  "name",
  '"quoted" \\ and\nbroken\tand\u0000',
  "heizung.vorlauf.größe",
  "温度.🌡️",
  "e\u0301",
  "\u00e9",
];

describe("Any string is a name:", () => {
  test.each(HOSTILE_NAMES)("%j can be provided and read", async (name) => {
    await lan.provide({ [name]: { value: `the value of ${name}`, metadata: { device: "hostile" } } });
    expect(await lan.read(named(name))).toEqual(
      new Map([[name, { value: `the value of ${name}`, metadata: { device: "hostile" } }]]),
    );
  });

  test.each(HOSTILE_NAMES)("%j can be asked for a change", async (name) => {
    const answer = await lan.request({ [name]: 1 });
    expect([answer.status, answer.text]).toEqual([202, ""]);
  });

  test("each is a register of its own", async () => {
    await lan.provide(Object.fromEntries(HOSTILE_NAMES.map((name, index) => [name, { value: index }])));
    expect(await lan.read(named(...HOSTILE_NAMES))).toEqual(
      new Map(HOSTILE_NAMES.map((name, index) => [name, { value: index }])),
    );
  });

  test("a poll for hostile names hands over their change requests", async (context) => {
    const gate = target.gate(context);
    await lan.request(Object.fromEntries(HOSTILE_NAMES.map((name, index) => [name, index])));
    for (const name of HOSTILE_NAMES) await gate.approve(name);
    expect(await lan.take(named(...HOSTILE_NAMES))).toEqual(
      new Map(HOSTILE_NAMES.map((name, index) => [name, { value: index }])),
    );
  });

  test("a name that is not provided is not found on the prototype of anything", async () => {
    expect(await lan.read(named("valueOf", "isPrototypeOf", "__defineGetter__"))).toEqual(new Map());
  });
});

describe("`name` repeats and is taken verbatim:", () => {
  test("`name=` is the register called the empty string", async () => {
    await lan.provide({ "": { value: "empty" } });
    expect(await lan.read("name=")).toEqual(new Map([["", { value: "empty" }]]));
  });

  test("nothing is trimmed", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: "plain" }, [` ${name} `]: { value: "spaced" } });
    expect(await lan.read(named(` ${name} `))).toEqual(new Map([[` ${name} `, { value: "spaced" }]]));
  });

  test("nothing is split at a comma", async () => {
    const [one, two] = [aName("one"), aName("two")];
    await lan.provide({ [one]: { value: 1 }, [two]: { value: 2 }, [`${one},${two}`]: { value: "both" } });
    expect(await lan.read(`name=${one},${two}`)).toEqual(new Map([[`${one},${two}`, { value: "both" }]]));
  });

  test("a space may come as + or as %20, for Go writes the one and JavaScript the other", async () => {
    const name = `${aName()} a`;
    await lan.provide({ [name]: { value: 1 } });
    expect(await lan.read(`name=${name.replace(" ", "+")}`)).toEqual(new Map([[name, { value: 1 }]]));
    expect(await lan.read(`name=${name.replace(" ", "%20")}`)).toEqual(new Map([[name, { value: 1 }]]));
  });

  test("asked for twice, a name is answered once", async () => {
    const name = aName();
    await lan.provide({ [name]: { value: 1 } });
    const answer = await lan.send("GET", `/consumer?${named(name, name)}`);
    expect(answer.text.split(name)).toHaveLength(2);
  });
});

describe("`names` is a comma list:", () => {
  test("names=a,b asks for both", async () => {
    const [one, two] = [aName("one"), aName("two")];
    await lan.provide({ [one]: { value: 1 }, [two]: { value: 2 } });
    expect([...(await lan.read(`names=${one},${two}`)).keys()].sort()).toEqual([one, two].sort());
  });

  test("it is merged with `name`", async () => {
    const [one, two, three] = [aName("one"), aName("two"), aName("three")];
    await lan.provide({ [one]: { value: 1 }, [two]: { value: 2 }, [three]: { value: 3 } });
    const found = await lan.read(`name=${one}&names=${two},${three}`);
    expect([...found.keys()].sort()).toEqual([one, two, three].sort());
  });

  test.each(["", "names=", "wait=0s"])("with the query “%s” every register is meant", async (query) => {
    const [one, two] = [aName("one"), aName("two")];
    await lan.provide({ [one]: { value: 1 }, [two]: { value: 2 } });
    const found = await lan.read(query);
    expect([found.get(one), found.get(two)]).toEqual([{ value: 1 }, { value: 2 }]);
  });

  test("GET /provider understands it too", async (context) => {
    const gate = target.gate(context);
    const [one, two] = [aName("one"), aName("two")];
    await lan.request({ [one]: 1, [two]: 2 });
    await gate.approve(one);
    await gate.approve(two);
    expect([...(await lan.take(`names=${one},${two}`)).keys()].sort()).toEqual([one, two].sort());
  });
});
