import { expect, test } from "vitest";
import { askCommand, readCommand } from "../../renderer/lib/register-curl.ts";
import { aRegister } from "../support/builders.ts";

const URL = "http://192.168.1.42:8080";
const register = aRegister({ name: 'it\'s a "name"', value: "1" });

test("a register is read by its name", () => {
  expect(readCommand(URL, register, false)).toBe(
    `curl '${URL}/consumer?name=it's%20a%20%22name%22'`.replace("it's", "it'\\''s"),
  );
});

test("a change is asked for in quotes the shell understands", () => {
  expect(askCommand(URL, register, false)).toBe(
    `curl -X PUT '${URL}/consumer' -d '{"registers": {"it'\\''s a \\"name\\"": {"value": 1}}}'`,
  );
  expect(askCommand(URL, register, true)).toBe(
    `curl.exe -X PUT "${URL}/consumer" -d "{\\"registers\\": {\\"it's a \\\\\\"name\\\\\\"\\": {\\"value\\": 1}}}"`,
  );
});
