import { ERROR_STATUS, RegdeskError } from "#shared/errors.ts";
import { expect, test } from "vitest";

test("a RegdeskError has the status of its code, its path and its cause", () => {
  const cause = new Error("below");
  const error = new RegdeskError("BODY_TOO_LARGE", "too large", { cause, path: "registers" });
  expect([error.name, error.message, error.status, error.path, error.cause]).toEqual([
    "RegdeskError",
    "too large",
    413,
    "registers",
    cause,
  ]);
});

test("every code has the status of a refusal", () => {
  expect(Object.values(ERROR_STATUS).filter((status) => status < 400 || status > 599)).toEqual([]);
});
