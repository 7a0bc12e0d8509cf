import { expect, test } from "vitest";
import { linesOf, splitProblem, ticked } from "../../../renderer/lib/devices/split-choice.ts";

const NAMES = ["boiler.temp", "boiler.pressure", "pump.speed"];

test("registers are chosen by name and by pattern, one a line", () => {
  expect(linesOf("boiler.*\r\n\n  \npump.speed\nboiler.*")).toEqual(["boiler.*", "pump.speed"]);
  expect(ticked("boiler.*", "pump.speed", true)).toBe("boiler.*\npump.speed");
  expect(ticked("boiler.*\npump.speed", "pump.speed", false)).toBe("boiler.*");
});

test("a split needs a name, a register at least, and one that stays", () => {
  const problem = (name: string, ...lines: readonly string[]) => splitProblem(name, lines, NAMES);
  expect(problem("Pump", "pump.*")).toBeUndefined();
  expect(problem(" ", "pump.*")).toBe("The new device needs a name.");
  expect(problem("Pump", "valve.*")).toBe("Choose at least one register.");
  expect(problem("Pump", "*")).toBe("Choose not all of them: one register at least has to stay.");
  expect(problem("Pump", ...Array.from({ length: 101 }, (_, n) => `pump.${n}`))).toBe(
    "At most 100 lines: use patterns.",
  );
});
