import { expect, test } from "vitest";
import { SNIPPETS, snippetFor } from "../../renderer/lib/snippets.ts";

const url = "http://192.168.1.42:8080";

test.each(SNIPPETS)("%s sends to where devices are listened for", (kind) => {
  expect(snippetFor(kind, url, false)).toContain(url);
});

test("what the microcontroller sends is a report", () => {
  const [, body = ""] = /R"\((.*)\)"/.exec(snippetFor("arduino", url, false)) ?? [];
  expect(JSON.parse(body)).toEqual({ registers: { "demo.temperature": { value: 21.5, ttl: "10s" } } });
});

test("the bridge is told both addresses in the words of the shell", () => {
  expect(snippetFor("mreg", url, false).split("\n").slice(0, 2)).toEqual([
    "export MQTT=localhost:1883",
    `export REGISTRY=${url}`,
  ]);
  expect(snippetFor("mreg", url, true)).toContain(`set REGISTRY=${url}\n`);
});
