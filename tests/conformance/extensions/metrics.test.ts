/** *Extensions*: `GET /metrics`, read with somebody else's parser of the Prometheus text format. */
import parse, { type Family } from "parse-prometheus-text-format";
import { describe, expect, test, type TestContext } from "vitest";
import { type Lan, type Registers } from "../lan.ts";
import { useTarget } from "../target.ts";
import { specialHost } from "./special-host.ts";

const { lan } = useTarget();

interface Sample {
  readonly value: string;
  readonly labels: Readonly<Record<string, string>>;
}

async function familiesOf(of: Lan): Promise<ReadonlyMap<string, Family>> {
  const { text } = await of.send("GET", "/metrics");
  return new Map(parse(text).map((family) => [family.name, family]));
}

/** What is measured of each register, by its name, on a host that has only these. The body is sent as it is. */
async function measured(context: TestContext, body: string): Promise<ReadonlyMap<string, Sample>> {
  await using host = await specialHost(context);
  const { status, text: error } = await host.lan.put("/provider", body);
  if (status !== 204) throw new Error(error);
  const { text } = await host.lan.send("GET", "/metrics");
  expectDistinctSeries(text);
  const family = parse(text).find(({ name }) => name === "regdesk_register_value");
  return new Map(family?.metrics.map(({ value, labels = {} }) => [labels["register"] ?? "", { value, labels }]));
}

/** The parser lets the later of two equal series win, and looks at no name; Prometheus takes neither. */
function expectDistinctSeries(text: string): void {
  const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const names = series.map((line) => line.slice(0, line.lastIndexOf(" ")));
  expect(names.length).toBe(new Set(names).size);
  for (const line of series) {
    expect(line).toMatch(/^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)*\})? \S+$/u);
    const labels = [...line.matchAll(/[{,]([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\.)*"/gu)].map(([, label]) => label);
    expect(labels.length).toBe(new Set(labels).size);
  }
}

function registers(entries: Readonly<Record<string, { value: unknown; metadata?: unknown }>>): string {
  return JSON.stringify({ registers: entries });
}

describe("GET /metrics", () => {
  test("is text of the version that Prometheus reads", async () => {
    const { status, headers, text } = await lan.send("GET", "/metrics");
    expect([status, headers["content-type"]]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    expect(text.endsWith("\n")).toBe(true);
  });

  test("has help and a type for each metric", async () => {
    const families = await familiesOf(lan);
    for (const { help, type } of families.values()) {
      expect(help).not.toBe("");
      expect(["GAUGE", "COUNTER"]).toContain(type);
    }
  });

  test("has the registry's own counters", async (context) => {
    await using host = await specialHost(context);
    const { version } = JSON.parse((await host.lan.send("GET", "/health")).text) as { version: string };
    await host.lan.provide({ a: { value: 1 }, b: { value: "text" } });
    await host.lan.provide({ a: { value: 1 } });
    await host.lan.put("/provider", "nonsense");
    await host.lan.request({ a: 2, b: "other" });
    const families = await familiesOf(host.lan);
    const { revision } = JSON.parse((await host.lan.send("GET", "/health")).text) as { revision: number };
    const samples = (name: string) =>
      families.get(name)?.metrics.map(({ value, labels }) => (labels === undefined ? value : [labels, value]));
    expect(samples("regdesk_info")).toEqual([[{ version }, "1"]]);
    expect(samples("regdesk_registers")).toEqual(["2"]);
    expect(samples("regdesk_revision")).toEqual([String(revision)]);
    expect(samples("regdesk_registers_provided_total")).toEqual(["3"]);
    expect(samples("regdesk_refusals_total")).toEqual(["1"]);
    expect(Number(samples("regdesk_requests_total")?.[0])).toBeGreaterThanOrEqual(3);
    expect(samples("regdesk_change_requests")).toEqual([
      [{ stage: "pending" }, "2"],
      [{ stage: "in-progress" }, "0"],
    ]);
  });
});

describe("A register is a gauge", () => {
  test.each([
    ["21.5", "21.5"],
    ["0", "0"],
    ["-0.001", "-0.001"],
    ["1e300", "1e+300"],
    ["5e-324", "5e-324"],
    ["true", "1"],
    ["false", "0"],
    ["12345678901234567890", "12345678901234567890"],
    ["-9007199254740993", "-9007199254740993"],
  ])("when its value is %s", async (value, sample) => {
    await lan.put("/provider", `{"registers":{"metrics.value":{"value":${value}}}}`);
    const samples = (await familiesOf(lan)).get("regdesk_register_value")?.metrics;
    const found = samples?.find(({ labels }) => labels?.["register"] === "metrics.value");
    expect(found?.value).toBe(sample);
    expect(Number(found?.value)).not.toBeNaN();
  });

  test("with its name, the segments of its name and its scalar metadata", async (context) => {
    const samples = await measured(
      context,
      registers({
        "boiler.1.temperature": {
          value: 21.5,
          metadata: { unit: "°C", ro: true, max: 90, note: null, enum: [1, 2], range: { min: 1 } },
        },
      }),
    );
    const { value, labels } = samples.get("boiler.1.temperature")!;
    expect([value, labels]).toEqual([
      "21.5",
      {
        register: "boiler.1.temperature",
        segment_1: "boiler",
        segment_2: "1",
        segment_3: "temperature",
        meta_unit: "°C",
        meta_ro: "true",
        meta_max: "90",
      },
    ]);
  });
});

describe("A register is left out", () => {
  test("when its value is unavailable, a text, an array or an object, or when it is gone", async (context) => {
    await using host = await specialHost(context);
    await host.lan.provide({
      number: { value: 1 },
      unavailable: { value: null },
      text: { value: "1" },
      empty: { value: "" },
      array: { value: [1] },
      object: { value: { value: 1 } },
      withdrawn: { value: 1 },
    });
    await host.lan.send("DELETE", "/provider?name=withdrawn");
    const samples = (await familiesOf(host.lan)).get("regdesk_register_value")?.metrics;
    expect(samples?.map(({ labels }) => labels?.["register"])).toEqual(["number"]);
  });

  test("and without any, the metric is still well-formed", async (context) => {
    expect(await measured(context, '{"registers":{}}')).toEqual(new Map());
  });
});

const HOSTILE_NAMES = [
  'a"b\n\\c',
  "a\\n",
  "a\n",
  "a\\",
  '"',
  'x"} 1\nregdesk_registers 999',
  "größe.温度.🌡️",
  "e\u0301",
  "\u00e9",
  "__proto__",
  "constructor",
  "",
  ".",
  "..",
  "a.",
  ".a",
  "a b",
  " a ",
  "a,b={c}",
  "# TYPE a gauge",
  "\u0000\t\r\u2028",
  "\r",
];

describe("Hostile names", () => {
  test("are told apart, and come out as they went in", async (context) => {
    const entries = HOSTILE_NAMES.map((name, index) => `${JSON.stringify(name)}:{"value":${index}}`);
    const samples = await measured(context, `{"registers":{${entries.join(",")}}}`);
    expect(new Map([...samples].map(([name, { value }]) => [name, value]))).toEqual(
      new Map(HOSTILE_NAMES.map((name, index) => [name, String(index)])),
    );
  });

  test("that are no text at all are still told apart", async (context) => {
    const samples = await measured(
      context,
      '{"registers":{"\\ud800":{"value":1},"\\ud801":{"value":2},"\\ufffd":{"value":3}}}',
    );
    expect([...samples.values()].map(({ value }) => value).sort()).toEqual(["1", "2", "3"]);
  });

  test("that are no text are told apart from what they are written as", async (context) => {
    await using host = await specialHost(context);
    await host.lan.put("/provider", '{"registers":{"\\ud800":{"value":1},"\\\\ud800":{"value":2}}}');
    const { text } = await host.lan.send("GET", "/metrics");
    expectDistinctSeries(text);
    expect((await familiesOf(host.lan)).get("regdesk_register_value")?.metrics).toHaveLength(2);
  });

  test("of a thousand segments do not become a thousand labels", async (context) => {
    const name = "a.".repeat(500);
    const { labels } = (await measured(context, registers({ [name]: { value: 1 } }))).get(name)!;
    expect([Object.keys(labels).length, labels["segment_32"], labels["segment_33"]]).toEqual([33, "a", undefined]);
  });

  test("of tens of thousands of registers are all there, each once", async (context) => {
    await using host = await specialHost(context);
    const count = 20_000;
    for (let first = 0; first < count; first += 5_000) {
      const some = Array.from({ length: 5_000 }, (_, index) => [`site.${first + index}`, { value: index, ttl: "1h" }]);
      await host.lan.provide(Object.fromEntries(some) as Registers);
    }
    const { text } = await host.lan.send("GET", "/metrics");
    const names = [...text.matchAll(/^regdesk_register_value\{register="([^"]+)"/gm)].map(([, name]) => name);
    expect([names.length, new Set(names).size]).toEqual([count, count]);
  });

  test("do not pass for other metrics", async (context) => {
    await using host = await specialHost(context);
    await host.lan.provide({ 'x"} 1\nregdesk_registers 999\n': { value: 1 } });
    expect((await familiesOf(host.lan)).get("regdesk_registers")?.metrics.map(({ value }) => value)).toEqual(["1"]);
  });
});

describe("Metadata keys", () => {
  test("that are written alike once cleaned are all there, under names of their own", async (context) => {
    const metadata = { "a-b": 1, a_b: 2, "a b": 3, a_b_2: 4, ä_b: 5 };
    const { labels } = (await measured(context, registers({ x: { value: 1, metadata } }))).get("x")!;
    const values = Object.entries(labels).filter(([label]) => label.startsWith("meta_"));
    expect(values.map(([, value]) => value).sort()).toEqual(["1", "2", "3", "4", "5"]);
  });

  test("never take the place of the register's own labels", async (context) => {
    const metadata = { register: "other", segment_1: "other", version: "other", le: "1", __name__: "other" };
    const { labels } = (await measured(context, registers({ x: { value: 1, metadata } }))).get("x")!;
    expect([labels["register"], labels["segment_1"], labels["le"], labels["__name__"]]).toEqual([
      "x",
      "x",
      undefined,
      undefined,
    ]);
  });

  test("may be hostile, and their values, too", async (context) => {
    const body = `{"registers":{"x":{"value":1,"metadata":{"__proto__":"p","":"empty","é":"\\"\\\\\\n","1":2,"big":12345678901234567890}}}}`;
    const { labels } = (await measured(context, body)).get("x")!;
    expect(Object.values(labels).sort()).toEqual(["x", "x", "p", "empty", '"\\\n', "2", "12345678901234567890"].sort());
  });
});
