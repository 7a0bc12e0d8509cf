import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "#electron/store/database.ts";
import { loadStored } from "#electron/store/stored.ts";
import type { Trouble } from "#electron/store/trouble.ts";
import { startWriter, type Writer } from "#electron/store/writer.ts";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { ChangeRequestState } from "#shared/model/change-request.ts";
import { toReported, type ReportedRegister } from "#electron/registry/register-record.ts";
import { aChangeRequest, aRegister, idOf, named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const UNSTORABLE = { ...aRegister(), ttl: null } as unknown as ReportedRegister;

describe("The writer", () => {
  test("stores what is there after reopening: registers, requests, audit", async () => {
    await using files = await someFiles();
    const [register, request] = [aRegister({ name: "a", revision: 9 }), aChangeRequest({ id: "3" })];
    {
      await using writer = aWriter(files);
      await writer.commit({ registers: [register, aRegister({ name: "b" })] });
      await writer.commit({ changeRequests: [request], activity: [line(3, "pending")] });
      await writer.commit({ goneRegisters: ["b"], revision: 9 });
    }
    const { registers, ...stored } = loadStored(files.path, NOON);
    expect([registers.map(toReported), stored, auditIn(files.path)]).toMatchObject([
      [register],
      { changeRequests: [request], lastChangeRequestId: 3, revision: 9 },
      ["3 pending"],
    ]);
  });

  test("that was asked for nothing ends at once, and then takes nothing", async () => {
    await using files = await someFiles();
    const writer = aWriter(files);
    await writer[Symbol.asyncDispose]();
    await expect(writer.commit({ registers: [aRegister()] })).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  test("commits in the order of the calls, however many come at once", async () => {
    await using files = await someFiles();
    const numbers = Array.from({ length: 2_500 }, (_value, index) => index + 1);
    {
      await using writer = aWriter(files);
      const settled: number[] = [];
      await Promise.all(
        numbers.map(async (number) => {
          await writer.commit({
            registers: [aRegister({ name: "last", value: `${number}` })],
            activity: [line(number, "pending")],
          });
          settled.push(number);
        }),
      );
      expect(settled).toEqual(numbers);
    }
    expect([loadStored(files.path, NOON).registers[0]?.value, auditIn(files.path)]).toEqual([
      2_500,
      numbers.map((number) => `${number} pending`),
    ]);
  });

  test("has it on the disk when it says so", async () => {
    await using files = await someFiles();
    await using writer = aWriter(files);
    await writer.commit({ changeRequests: [aChangeRequest({ id: "5" })] });
    expect(loadStored(files.path, NOON).lastChangeRequestId).toBe(5);
  });

  test("shares one commit among what comes at once", async () => {
    await using files = await someFiles();
    await using writer = aWriter(files);
    const one = await timed(() => writer.commit({ registers: [aRegister()] }));
    const thousand = await timed(() =>
      Promise.all(Array.from({ length: 1_000 }, () => writer.commit({ registers: [aRegister()] }))),
    );
    expect(thousand).toBeLessThan(Math.max(one, 1) * 500);
  });

  test("refuses what cannot be stored, all of it, and goes on", async () => {
    await using files = await someFiles();
    await using writer = aWriter(files);
    const broken = writer.commit({
      changeRequests: [aChangeRequest()],
      registers: [aRegister({ name: "a" }), UNSTORABLE],
    });
    await expect(broken).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      status: 503,
      message: expect.stringMatching(/^The database .+ cannot be written: /) as string,
    });
    await writer.commit({ registers: [aRegister({ name: "b" })] });
    const { registers, changeRequests } = loadStored(files.path, NOON);
    expect([registers.map(({ name }) => name), changeRequests]).toEqual([["b"], []]);
  });

  test("refuses everything once it has stopped, and settles what was on its way", async () => {
    await using files = await someFiles();
    const writer = aWriter(files);
    const onItsWay = writer.commit({ registers: [aRegister()] });
    await writer[Symbol.asyncDispose]();
    await onItsWay;
    await expect(writer.commit({})).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  test("goes on by itself once the cause of its trouble is gone, and tells of both", { timeout: 20_000 }, async () => {
    await using files = await someFiles();
    const troubles: (string | undefined)[] = [];
    await using writer = aWriter(files, (trouble) => troubles.push(trouble?.reason));
    await writer.commit({ registers: [aRegister({ name: "before" })] });
    const other = openDatabase(files.path);
    other.exec("BEGIN IMMEDIATE");
    await expect(writer.commit({ registers: [aRegister({ name: "lost" })] })).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("cannot be written: another program holds it.") as string,
    });
    other.close();
    await writer.commit({ registers: [aRegister({ name: "after" })] });
    expect([troubles, loadStored(files.path, NOON).registers.map(({ name }) => name)]).toEqual([
      ["locked", undefined],
      ["after", "before"],
    ]);
  });

  test("that cannot open its database refuses what it is given", async () => {
    await using files = await someFiles();
    await using writer = aWriter({ path: files.directory });
    await expect(writer.commit({ registers: [aRegister()] })).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  });
});

function aWriter(
  { path }: { readonly path: string },
  onTrouble: (trouble: Trouble | undefined) => void = () => undefined,
): Writer {
  return startWriter({ path, onTrouble, log: SILENT });
}

async function someFiles() {
  const directory = await temporaryDirectory();
  return { ...directory, directory: directory.path, path: join(directory.path, "regdesk.db") };
}

function line(id: number, to: ChangeRequestState): Activity {
  const [after, requester] = [jsonText(1), "192.168.1.30"];
  return {
    kind: "change-request",
    changeRequest: idOf(id),
    register: named("a"),
    at: 1,
    to,
    by: "test",
    requester,
    after,
  };
}

function auditIn(path: string): unknown[] {
  const database = openDatabase(path);
  const lines = database
    .prepare("SELECT (line ->> 'changeRequest') || ' ' || (line ->> 'to') FROM audit ORDER BY id")
    .pluck()
    .all();
  database.close();
  return lines;
}

async function timed(act: () => ReturnType<Writer["commit"]> | Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
