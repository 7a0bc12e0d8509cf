import { expect, test } from "vitest";
import {
  emptySourceForm,
  formOfSource,
  sourceOfForm,
  suggestedName,
  takesSecret,
} from "../../../renderer/lib/sources/source-form.ts";
import { sourceProblems } from "../../../renderer/lib/sources/source-problems.ts";
import { sourceYaml } from "../../../renderer/lib/sources/source-yaml.ts";
import { Connection, Source } from "#shared/model/source.ts";
import { aSource } from "./source-builders.ts";

const CONNECTIONS = [
  { kind: "file", path: "/data/catalog" },
  {
    kind: "http",
    url: "https://example.org/a.json",
    headers: [{ name: "X-Site", value: "7" }],
    auth: { kind: "basic", user: "anna" },
    authorities: "PEM",
  },
  { kind: "http", url: "https://example.org/a.json", headers: [], auth: { kind: "bearer" } },
  { kind: "git", url: "https://example.org/a.git", ref: { kind: "tag", name: "v1" }, path: "site", user: "anna" },
  { kind: "git", url: "https://example.org/a.git", path: "" },
  { kind: "peer", url: "http://192.168.1.42:8080", follow: true },
] as const;

test.each(CONNECTIONS)("a source over %j comes out of its form as it went in", (connection) => {
  const source = aSource({
    connection: Connection.parse(connection),
    prefix: "plant.",
    filter: { names: ["+boiler.*", "-*"], includeTags: ["setpoint"], excludeTags: ["raw", "test"] },
    keep: "memory",
    strict: true,
    timeout: 2_500,
    enabled: false,
    order: 4,
    file: "plant.yaml",
  });
  expect(sourceOfForm(formOfSource(source), source)).toEqual(source);
  expect(sourceProblems(formOfSource(source), [])).toEqual({});
});

test("an empty form asks for what it needs, by kind", () => {
  expect(Object.keys(sourceProblems(emptySourceForm("file"), []))).toEqual(["name", "path"]);
  expect(Object.keys(sourceProblems({ ...emptySourceForm("http"), name: "a", auth: "basic" }, []))).toEqual([
    "url",
    "user",
  ]);
  expect(Object.keys(sourceProblems({ ...emptySourceForm("git"), name: "a", refKind: "commit" }, []))).toEqual([
    "url",
    "ref",
  ]);
});

test.each([
  ["name", { name: "Plant Catalog" }],
  ["name", { name: "taken" }],
  ["timeout", { timeout: "0" }],
  ["timeout", { timeout: "soon" }],
  ["patterns", { patterns: ["+"] }],
  ["url", { kind: "peer", url: "ftp://example.org" }],
  ["url", { kind: "peer", url: "http://" }],
  ["headers", { kind: "http", url: "http://a", headers: [{ name: "a b", value: "" }] }],
] as const)("a wrong %s is told: %j", (field, change) => {
  const form = { ...formOfSource(aSource()), ...change };
  expect(Object.keys(sourceProblems(form, ["taken"]))).toEqual([field]);
});

test.each([
  ["file", "/srv/Plant Catalog.yaml", "plant-catalog"],
  ["file", "C:\\data\\setpoints.json", "setpoints"],
  ["git", "https://git.example.org/site/catalog.git", "catalog"],
  ["peer", "http://192.168.1.42:8080", "192-168-1-42"],
  ["http", "", ""],
] as const)("a %s at %j is called %j until somebody says otherwise", (kind, place, name) => {
  expect(suggestedName({ ...emptySourceForm(kind), path: place, url: place })).toBe(name);
});

test("only what signs in takes a secret", () => {
  expect(takesSecret({ kind: "git", auth: "none" })).toBe(true);
  expect(takesSecret({ kind: "http", auth: "bearer" })).toBe(true);
  expect(takesSecret({ kind: "http", auth: "none" })).toBe(false);
  expect(takesSecret({ kind: "peer", auth: "bearer" })).toBe(false);
});

test("as a file it says everything but where it comes from and its place in the list", async () => {
  const source = aSource({ prefix: "plant.", file: "plant.yaml", order: 3 });
  const { load } = await import("js-yaml");
  const read = Source.parse(load(sourceYaml(source)));
  expect(read).toEqual({ ...source, order: 0, file: undefined });
});
