import { afterEach, expect, test } from "vitest";
import { defaultDataDirectory } from "#electron/config.ts";

const before = process.env["REGDESK_DATA_DIR"];
afterEach(() => {
  if (before === undefined) delete process.env["REGDESK_DATA_DIR"];
  else process.env["REGDESK_DATA_DIR"] = before;
});

test("The data directory is the one that the environment names", () => {
  process.env["REGDESK_DATA_DIR"] = "/srv/regdesk";
  expect(defaultDataDirectory()).toBe("/srv/regdesk");
});

test("An empty variable does not make the present directory the data directory", () => {
  delete process.env["REGDESK_DATA_DIR"];
  const usual = defaultDataDirectory();
  process.env["REGDESK_DATA_DIR"] = "";
  expect(defaultDataDirectory()).toBe(usual);
});
