import { expect, test } from "vitest";
import { tokenIn } from "../../renderer/lib/token.ts";

test("a token is taken out of the address, whatever follows it stays", () => {
  expect(tokenIn("#token=s3cret")).toEqual({ token: "s3cret", hash: "" });
  expect(tokenIn("#token=s3cret&/changes?tab=done")).toEqual({ token: "s3cret", hash: "#/changes?tab=done" });
});

test("a route is no token", () => {
  expect(tokenIn("#/registers?q=token=1")).toBeUndefined();
  expect(tokenIn("#token=")).toBeUndefined();
});
