/** What becomes of a host whose writer's thread ends, which only a bug can make it do. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { Conditions } from "#electron/conditions.ts";
import type { ReportedRegister } from "#electron/registry/register-record.ts";
import { startStorage } from "#electron/storage.ts";
import { aRegister } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

/** Nothing that SQLite takes, and nothing it has a code for. */
const MONSTROUS = { ...aRegister(), ttl: {} } as unknown as ReportedRegister;

test("A writer's thread that ends is a condition that says to restart, and everything is refused with it", async () => {
  await using directory = await temporaryDirectory();
  const clock = new FakeClock();
  const conditions = new Conditions(clock);
  const path = join(directory.path, "regdesk.db");
  await using storage = startStorage({ path, isHeld: true, clock, conditions, log: SILENT });
  await storage.writer.commit({ registers: [aRegister()] });
  const sentence = expect.stringMatching(/^Nothing can be stored any more \(.+\); restart Regdesk\.$/) as string;
  const refusal = { code: "STORE_UNAVAILABLE", message: sentence };
  await expect(storage.writer.commit({ registers: [MONSTROUS] })).rejects.toMatchObject(refusal);
  await expect(storage.writer.commit({ registers: [aRegister()] })).rejects.toMatchObject(refusal);
  expect(conditions.all()).toMatchObject([
    { type: "Storing", status: false, reason: "writer-stopped", message: sentence },
  ]);
});
