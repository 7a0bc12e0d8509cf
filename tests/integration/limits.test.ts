import { expect, test } from "vitest";
import { put } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

test("The limits can be set on the command line", async () => {
  await using directory = await temporaryDirectory();
  const limits = ["--max-body", "200", "--max-registers", "2", "--max-connections", "50"];
  await using serving = await servingRegdesk(directory.path, ...limits);
  const registers = (count: number): unknown => ({
    registers: Object.fromEntries(Array.from({ length: count }, (_value, index) => [`r${index}`, { value: 1 }])),
  });
  const statuses = [
    await put(serving.url, "/provider", registers(2)),
    await put(serving.url, "/provider", registers(3)),
    await put(serving.url, "/provider", registers(50)),
  ].map(({ status }) => status);
  expect(statuses).toEqual([204, 507, 413]);
});

test("Requests above the rate that is set are told to wait", async () => {
  await using directory = await temporaryDirectory();
  await using serving = await servingRegdesk(directory.path, "--max-rate", "1");
  const answers = await Promise.all(Array.from({ length: 10 }, () => put(serving.url, "/provider", { registers: {} })));
  const refused = answers.filter(({ status }) => status === 429);
  expect([refused.length > 0, refused[0]?.headers["retry-after"]]).toEqual([true, "1"]);
});

test("A limit that is no number is refused in a sentence", async () => {
  const { code, stderr } = await regdesk("serve", "--max-body", "lots");
  expect([code, stderr]).toEqual([1, expect.stringContaining("A limit is a whole number above zero.")]);
});
