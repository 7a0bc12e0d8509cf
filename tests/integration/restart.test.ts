/** Whatever ends the process, what was acknowledged is there when it runs again. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "#electron/store/database.ts";
import { provide, put, request, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe.each(["SIGTERM", "SIGKILL"] as const)("After %s", (signal) => {
  test("registers, requests, decisions and the audit are there", async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = directory.path;
    {
      await using first = await servingRegdesk(dataDirectory);
      const metadata = { unit: "°C" };
      await put(first.url, "/provider", { registers: { temperature: { value: [20.5, null], metadata, ttl: "1h" } } });
      for (const name of ["pending", "approved", "denied", "delivered"]) await request(first.url, { [name]: name });
      await regdesk("approve", "2", "4", "--now", "--data-dir", dataDirectory);
      await regdesk("deny", "3", "--note", "no", "--data-dir", dataDirectory);
      await values(first.url, "/provider?name=delivered");
      await expect.poll(() => registerIn(dataDirectory, "temperature"), { timeout: 10_000 }).toBe("[20.5,null]");
      await expect.poll(() => auditIn(dataDirectory), { timeout: 10_000 }).toHaveLength(10);
      await first.stop(signal);
    }
    await using second = await servingRegdesk(dataDirectory);
    const { stdout } = await regdesk("requests", "--all", "--json", "--data-dir", dataDirectory);
    const requests = JSON.parse(stdout) as { register: string; state: string; deliveries: number }[];
    expect(requests.map(({ register, state, deliveries }) => [register, state, deliveries])).toEqual([
      ["delivered", "delivered", 1],
      ["denied", "denied", 0],
      ["approved", "deliverable", 0],
      ["pending", "pending", 0],
    ]);
    expect(auditIn(dataDirectory).map((line) => line.replace(/ by .*$/, ""))).toEqual([
      "1: pending",
      "2: pending",
      "3: pending",
      "4: pending",
      "2: pending > approved",
      "2: approved > deliverable",
      "4: pending > approved",
      "4: approved > deliverable",
      "3: pending > denied",
      "4: deliverable > delivered",
    ]);
    expect(await values(second.url, "/consumer")).toEqual({ temperature: [20.5, null] });
    expect(await values(second.url, "/provider")).toEqual({ approved: "approved" });
    await request(second.url, { pending: "newer" });
    expect(requests.length + 1).toBe(Number((await latestId(dataDirectory)) ?? 0));
  });

  test("a register lives for the rest of its time, not for all of it again", async () => {
    await using directory = await temporaryDirectory();
    let provided: number;
    {
      await using first = await servingRegdesk(directory.path);
      provided = performance.now();
      await provide(first.url, { short: 1 }, "4s");
      await provide(first.url, { long: 1 }, "1h");
      await expect.poll(() => registerIn(directory.path, "long"), { timeout: 10_000 }).toBe("1");
      await first.stop(signal);
    }
    await using second = await servingRegdesk(directory.path);
    const atFirst = await values(second.url, "/consumer");
    const afterwards = "short" in atFirst ? await values(second.url, "/consumer?name=short&wait=10s") : {};
    const age = performance.now() - provided;
    expect([atFirst["long"], afterwards, await values(second.url, "/consumer")]).toEqual([1, {}, { long: 1 }]);
    expect(age).toBeGreaterThan(4_000);
    if ("short" in atFirst) expect(age).toBeLessThan(4_000 + 2_000);
  });
});

function registerIn(dataDirectory: string, name: string): unknown {
  return reading(dataDirectory, (database) =>
    database.prepare("SELECT value FROM registers WHERE name = ?").pluck().get(name),
  );
}

function auditIn(dataDirectory: string): string[] {
  return reading(dataDirectory, (database) =>
    database
      .prepare<[], string>(
        `SELECT concat(line ->> 'changeRequest', ': ', line ->> 'from' || ' > ', line ->> 'to', ' by ', by)
         FROM activity WHERE kind = 'change-request' ORDER BY id`,
      )
      .pluck()
      .all(),
  );
}

function latestId(dataDirectory: string): unknown {
  return reading(dataDirectory, (database) => database.prepare("SELECT max(id) FROM change_requests").pluck().get());
}

function reading<T>(dataDirectory: string, read: (database: ReturnType<typeof openDatabase>) => T): T {
  const database = openDatabase(join(dataDirectory, "regdesk.db"));
  try {
    return read(database);
  } finally {
    database.close();
  }
}
