import { describe, expect, test } from "vitest";
import { sourceIn } from "#electron/sync/source-files-document.ts";

const FULL = `# the plant's catalog
name: plant
connection:
  kind: http
  url: https://plant/registers.json
  headers:
    - name: x-site
      value: north
  auth: { kind: basic, user: anna }
prefix: plant.
filter:
  names: [+boiler.*, -*.raw]
schedule:
  timing: { kind: interval, every: 5m }
timeout: 30s
secretFile: plant.secret
`;

test("A file describes a source with the fields of the model, durations as one likes", () => {
  const { source, secretFile } = sourceIn(FULL, "plant.yaml");
  expect(secretFile).toBe("plant.secret");
  expect(source).toMatchObject({
    name: "plant",
    file: "plant.yaml",
    connection: { kind: "http", headers: [{ name: "x-site", value: "north" }], auth: { kind: "basic", user: "anna" } },
    filter: { names: ["+boiler.*", "-*.raw"] },
    schedule: { timing: { kind: "interval", every: 300_000 } },
    timeout: 30_000,
    keep: "persistent",
  });
});

describe("A fault is told with file, line and field", () => {
  test.each([
    [FULL.replace("https://plant", "plant"), "sources/plant.yaml, line 5, connection.url: an address begins with http"],
    [FULL.replace("kind: http", "kind: ftp"), "sources/plant.yaml, line 4, connection.kind: "],
    [FULL.replace("value: north", "value: [1]"), "sources/plant.yaml, line 8, connection.headers.0.value: "],
    [FULL.replace("+boiler.*", "boiler.*"), "sources/plant.yaml, line 12, filter.names.0: a pattern begins with + "],
    [FULL.replace("every: 5m", "every: 5s"), "sources/plant.yaml, line 14, schedule.timing.every: a source is synced "],
    [FULL.replace("timeout: 30s", "timeout: 30x"), 'sources/plant.yaml, line 15, timeout: "30x" is not a duration'],
    [FULL.replace("prefix:", "perfix:"), "sources/plant.yaml, line 10, perfix: there is no such field; correct its"],
    [FULL.replace("user: anna", "usr: anna"), "sources/plant.yaml, line 9, connection.auth.user: "],
    [FULL.replace("url: https://plant/registers.json", "path: x"), "sources/plant.yaml, line 3, connection.url: "],
    [
      FULL.replace("name: plant", "name: other"),
      "sources/plant.yaml, line 2, name: the source has the file's name, plant",
    ],
    [`${FULL}file: x.yaml\n`, "sources/plant.yaml, line 17, file: there is no such field; remove it."],
    [FULL.replace("secretFile: plant.secret", "secretFile: 5"), "sources/plant.yaml, line 16, secretFile: it is the "],
    ["connection:\n  kind: [\n", "sources/plant.yaml, line 3, column 1: this is not YAML: "],
    ["- a\n", "sources/plant.yaml, line 1: it holds no source; write fields such as"],
    ["", "sources/plant.yaml"],
    ["prefix: a\n", "sources/plant.yaml, line 1, connection: "],
  ])("%#", (text, sentence) => {
    expect(() => sourceIn(text, "plant.yaml")).toThrow(sentence);
  });

  test("and a file whose name is no source's name shall be renamed", () => {
    expect(() => sourceIn(FULL.replace("name: plant", "prefix2: a"), "Plant 1.yaml")).toThrow(
      "sources/Plant 1.yaml: a source's name has at most 63 small letters",
    );
  });
});
