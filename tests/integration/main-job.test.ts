/** What Regdesk is for, done with the real process: over HTTP by the devices, with the command line by the technician. */
import { describe, expect, test } from "vitest";
import { provide, put, request, send, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("A change request", () => {
  test("is held, shown, approved, picked up and applied", async () => {
    await using directory = await temporaryDirectory();
    await using serving = await servingRegdesk(directory.path);
    const { url } = serving;
    const requests = async (...args: string[]): Promise<unknown[]> => {
      const { stdout } = await regdesk("requests", ...args, "--json", "--data-dir", directory.path);
      return JSON.parse(stdout) as unknown[];
    };
    await provide(url, { "boiler.setpoint": 20 });
    await request(url, { "boiler.setpoint": 22 });
    expect(await requests()).toMatchObject([
      { id: "1", register: "boiler.setpoint", value: 22, previousValue: 20, state: "pending", outcome: null },
    ]);
    expect(await values(url, "/provider?name=boiler.setpoint")).toEqual({});

    const polling = values(url, "/provider?name=boiler.setpoint&wait=30s");
    const approved = await regdesk("approve", "1", "--now", "--note", "warm it up", "--data-dir", directory.path);
    expect(approved).toEqual({ code: 0, stdout: "1  boiler.setpoint -> 22: deliverable\n", stderr: "" });
    expect(await polling).toEqual({ "boiler.setpoint": 22 });

    await provide(url, { "boiler.setpoint": 22 });
    await expect
      .poll(() => requests("--all"), { timeout: 10_000 })
      .toMatchObject([
        {
          id: "1",
          state: "applied",
          decidedBy: expect.stringContaining("(command line)") as string,
          note: "warm it up",
          deliveries: 1,
          outcome: "applied",
          outcomeValue: 22,
        },
      ]);
    expect(await requests()).toEqual([]);
  });

  test("that is denied never reaches its device, and the register stays as it is", async () => {
    await using directory = await temporaryDirectory();
    await using serving = await servingRegdesk(directory.path);
    await provide(serving.url, { lamp: false });
    await request(serving.url, { lamp: true });
    const denied = await regdesk("deny", "1", "--note", "not at night", "--json", "--data-dir", directory.path);
    expect(JSON.parse(denied.stdout)).toMatchObject([{ id: "1", state: "denied", note: "not at night" }]);
    expect(await values(serving.url, "/provider?wait=100ms")).toEqual({});
    expect(await values(serving.url, "/consumer")).toEqual({ lamp: false });
  });

  test("is one of several that are approved together, or none of them", async () => {
    await using directory = await temporaryDirectory();
    await using serving = await servingRegdesk(directory.path);
    await request(serving.url, { a: 1, b: 2 });
    const refused = await regdesk("approve", "1", "2", "3", "--now", "--data-dir", directory.path);
    expect(refused).toEqual({
      code: 1,
      stdout: "",
      stderr: "regdesk: There is no change request 3; `regdesk requests` lists those there are\n",
    });
    await regdesk("approve", "1", "2", "--now", "--data-dir", directory.path);
    expect(await values(serving.url, "/provider")).toEqual({ a: 1, b: 2 });
    const again = await regdesk("approve", "1", "--data-dir", directory.path);
    expect(again).toMatchObject({ code: 1, stdout: "" });
    expect(again.stderr).toMatch(/^regdesk: Change request 1 is no longer pending: it is deliver\w+\n$/);
  });

  test("is answered 202 with an empty body, and refused with 204 and 202 nowhere else", async () => {
    await using directory = await temporaryDirectory();
    await using serving = await servingRegdesk(directory.path);
    const provided = await put(serving.url, "/provider", { registers: { a: { value: 1 } } });
    const requested = await put(serving.url, "/consumer", { registers: { a: { value: 2 }, unknown: { value: 3 } } });
    const read = await send(serving.url, "/consumer?name=a");
    expect([provided, requested, read].map(({ status, text }) => [status, text])).toEqual([
      [204, ""],
      [202, ""],
      [200, '{"registers":{"a":{"value":1}}}'],
    ]);
  });
});
