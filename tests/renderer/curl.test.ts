import { expect, test } from "vitest";
import { provideCommand, requestCommand } from "../../renderer/lib/curl.ts";

const url = "http://192.168.1.42:8080";

test("the command for a shell is read in lines, and what it sends is JSON", () => {
  const [, body] = /-d '([\s\S]*)'$/.exec(provideCommand(url, false)) ?? [];
  expect(JSON.parse(body ?? "")).toEqual({
    registers: { "demo.temperature": { value: 21.5, ttl: "60s", metadata: { device: "demo", unit: "°C" } } },
  });
});

test("the command for Windows stands on one line with escaped quotes", () => {
  expect(requestCommand(url, true)).toBe(
    String.raw`curl.exe -X PUT http://192.168.1.42:8080/consumer -d "{\"registers\": {\"demo.temperature\": {\"value\": 24}}}"`,
  );
});
