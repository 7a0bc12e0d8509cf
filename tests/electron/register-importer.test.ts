import { describe, expect, test } from "vitest";
import { put, values } from "#tests/support/http.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { firstOf } from "#tests/support/first-of.ts";
import { uploaded } from "#tests/support/upload.ts";

describe("An import into the registry", () => {
  test("provides what the preview said, once, under the name of who did it", async () => {
    await using running = await runningHost();
    const { client, url } = running;
    const upload = await uploaded(client, "name,value\nboiler.temp,21.5\nboiler.mode,eco\n");
    const preview = await client.registerImport.preview({ upload });
    expect(await values(url, "/consumer")).toEqual({});
    expect(await client.registerImport.apply({ upload, file: "site.csv", ttl: 3_600_000 })).toEqual(preview);
    expect(await values(url, "/consumer")).toEqual({ "boiler.temp": 21.5, "boiler.mode": "eco" });
    const first = await firstOf(await client.registers.watch());
    const [register] = first.kind === "snapshot" ? first.registers : [];
    expect(register).toMatchObject({ provider: "import by anna (test)", ttl: 3_600_000 });
  });

  test("leaves to a device what the device provides, and says so", async () => {
    await using running = await runningHost();
    const { client, url } = running;
    await put(url, "/provider", { registers: { a: { value: 1 } } });
    const upload = await uploaded(client, '{"name":"a","value":5}\n{"name":"b","value":6}\n');
    const { count, refused } = await client.registerImport.apply({ upload, file: "site.json", ttl: 60_000 });
    expect([count, refused]).toEqual([1, [{ line: 1, name: "a", reason: "provided-by-a-device" }]]);
    expect(await values(url, "/consumer")).toEqual({ a: 1, b: 6 });
  });

  test("can be repeated: what an import brought may be brought anew", async () => {
    await using running = await runningHost();
    const { client, url } = running;
    for (const value of [1, 2]) {
      const upload = await uploaded(client, JSON.stringify([{ name: "a", value }]));
      expect(await client.registerImport.apply({ upload, file: "site.json", ttl: 60_000 })).toMatchObject({
        count: 1,
        refusedCount: 0,
      });
    }
    expect(await values(url, "/consumer")).toEqual({ a: 2 });
  });

  test("gives way to the device that reports afterwards", async () => {
    await using running = await runningHost();
    const { client, url } = running;
    const upload = await uploaded(client, '{"registers":{"a":{"value":1}}}');
    await client.registerImport.apply({ upload, file: "site.json", ttl: 60_000 });
    await put(url, "/provider", { registers: { a: { value: 7 } } });
    const again = await client.registerImport.preview({ upload });
    expect([await values(url, "/consumer"), again.refusedCount]).toEqual([{ a: 7 }, 1]);
  });

  test("stands in the audit: which file, how many registers, who", async () => {
    await using running = await runningHost();
    const { client } = running;
    const upload = await uploaded(client, "name,value\nboiler.temp,21.5\nboiler.mode,eco\n");
    await client.registerImport.apply({ upload, file: "site.csv", ttl: 60_000 });
    await client.registerImport.apply({ upload: await uploaded(client, "[]"), file: "empty.json", ttl: 60_000 });
    // The line follows behind what it tells of.
    await expect
      .poll(async () => (await client.activity.page({ kinds: ["imported"] })).lines)
      .toMatchObject([{ by: "anna (test)", path: "site.csv", registers: 2 }]);
  });

  test.each([
    ["something else", "hello", "BODY_INVALID"],
    ["too much at once", "x".repeat((16 << 20) + 1), "BODY_TOO_LARGE"],
  ])("refuses %s", async (_what, text, code) => {
    await using running = await runningHost();
    const upload = await uploaded(running.client, text);
    await expect(running.client.registerImport.preview({ upload })).rejects.toMatchObject({ code });
  });
});
