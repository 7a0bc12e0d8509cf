import { expect, test } from "vitest";
import { reportedJson } from "../../renderer/lib/reported-json.ts";
import { aRegister } from "../support/builders.ts";

test("a register is written as its provider reports it", () => {
  const register = aRegister({ value: "9007199254740993123", metadata: '{"unit":"kWh"}', ttl: 90_000 });
  expect(reportedJson(register)).toBe(
    '{\n  "value": 9007199254740993123,\n  "metadata": {\n    "unit": "kWh"\n  },\n  "ttl": "1m30s"\n}',
  );
});
