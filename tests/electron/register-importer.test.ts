import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RegisterImporter } from "#electron/register-importer.ts";
import { Registry } from "#electron/registry/registry.ts";
import { aReport } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { put, values } from "#tests/support/http.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { firstOf } from "#tests/support/first-of.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
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

  test("of many registers gives others their turn in between, and tells as much as one of a few", async () => {
    await using running = await runningHost();
    const { client } = running;
    const lines = Array.from({ length: 3_000 }, (_, index) => `{"name":"site.${index}","value":${index}}\n{\n`);
    const upload = await uploaded(client, lines.join(""));
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const preview = await client.registerImport.apply({ upload, file: "site.jsonl", ttl: 60_000 });
    isOver = true;
    expect(turns).toBeGreaterThan(6);
    expect([preview.count, preview.first.length, preview.refusedCount, preview.refused.length]).toEqual([
      ...[3_000, 200],
      ...[3_000, 200],
    ]);
    expect(await values(running.url, "/consumer?name=site.0&name=site.2999")).toEqual({
      "site.0": 0,
      "site.2999": 2_999,
    });
  });

  test("keeps every digit, and metadata as it is", async () => {
    await using running = await runningHost();
    const { client } = running;
    const line = '{"name":"a","value":[9007199254740993,1.5],"metadata":{"unit":"°C","serial":12345678901234567890}}';
    const upload = await uploaded(client, line);
    await client.registerImport.apply({ upload, file: "a.jsonl", ttl: 60_000 });
    const first = await firstOf(await client.registers.watch());
    const [register] = first.kind === "snapshot" ? first.registers : [];
    expect(register).toMatchObject({
      value: "[9007199254740993,1.5]",
      metadata: '{"unit":"°C","serial":12345678901234567890}',
    });
  });

  test("that does not fit is refused before anything of it is provided; when the room goes meanwhile, what was new goes again", () => {
    return importInto(async ({ registry, importer, path }) => {
      const lines = (count: number) =>
        Array.from({ length: count }, (_, index) => `{"name":"site.${index}","value":1}`).join("\n");
      await writeFile(path, lines(1_201));
      const refused = { code: "REGISTERS_FULL" };
      await expect(importer.apply({ path, file: "a", ttl: 60_000, by: "anna" })).rejects.toMatchObject(refused);
      expect(registry.size).toBe(0);
      await writeFile(path, lines(1_200));
      registry.onceChanged(undefined, () => registry.provide(aReport("device", 1), "192.168.1.20"));
      await expect(importer.apply({ path, file: "a", ttl: 60_000, by: "anna" })).rejects.toMatchObject(refused);
      expect([...registry.living()].map(({ name }) => name)).toEqual(["device"]);
    });
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

/** An importer over a registry with room for 1,200 registers. */
async function importInto(
  act: (parts: { registry: Registry; importer: RegisterImporter; path: string }) => Promise<void>,
): Promise<void> {
  await using directory = await temporaryDirectory();
  const clock = new FakeClock();
  using registry = new Registry({ clock, capacity: 1_200 });
  const importer = new RegisterImporter({ registry, audit: { note: () => undefined }, clock });
  await act({ registry, importer, path: join(directory.path, "registers.jsonl") });
}
