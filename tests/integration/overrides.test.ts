/** Local overrides over the real host: from a consumer's request to what consumers see, over restarts, and from the terminal. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonText } from "#shared/json.ts";
import { Source, SourceName } from "#shared/model/source.ts";
import { named } from "#tests/support/builders.ts";
import { provide, request, send, values } from "#tests/support/http.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { refusal, site, withPlant } from "./syncing-site.ts";

const PLANT = SourceName.parse("plant");
const SETPOINT = named("boiler.setpoint");

describe("A change request to a register that a source provides", () => {
  test("is an override at once for consumers, goes to no provider, and outlives restart and sync", async () => {
    await using host = await runningHost();
    await says(host, 21);
    const waiting = send(host.url, `/consumer?name=${SETPOINT}&wait=20s`);
    await request(host.url, { [SETPOINT]: 22.5 });
    const [pending] = await host.client.changeRequests.list({});
    const [approved] = await host.client.changeRequests.approve({ ids: [pending!.id], note: "warm it up", now: true });
    expect(approved).toMatchObject({ state: "applied", outcome: "applied", deliveries: 0, source: PLANT });
    expect((await waiting).text).toContain("22.5");
    expect([await values(host.url, "/consumer"), await values(host.url, `/provider?name=${SETPOINT}`)]).toEqual([
      { [SETPOINT]: 22.5 },
      {},
    ]);
    await using again = await host.restarted();
    await says(again, 20);
    expect(await values(again.url, "/consumer")).toEqual({ [SETPOINT]: 22.5 });
    const [override] = await again.client.sources.overrides({ name: PLANT });
    expect(override).toMatchObject({ value: "22.5", sourceValue: "20", by: "anna (test)", note: "warm it up" });
    await provide(again.url, { [SETPOINT]: 19 });
    expect(await values(again.url, "/consumer")).toEqual({ [SETPOINT]: 19 });
  });

  test("is told to windows with what the source says, also when only that changes, until it is cleared", async () => {
    await using host = await runningHost();
    await says(host, 21);
    await host.client.gate.setLimits({ limits: { grace: 0 } });
    await host.client.changeRequests.ask({ register: SETPOINT, value: jsonText(22.5) });
    const told: unknown[] = [];
    const watching = (async () => {
      for await (const message of await host.client.registers.watch()) {
        const [register] = message.kind === "snapshot" ? message.registers : message.changed;
        if (register === undefined) continue;
        const seen = `${register.value} ${register.override?.sourceValue ?? "-"}`;
        if (told.at(-1) !== seen) told.push(seen);
        if (seen === "20 -") return;
      }
    })();
    await expect.poll(() => told.at(-1)).toBe("22.5 21");
    await says(host, 20);
    await expect.poll(() => told.at(-1)).toBe("22.5 20");
    await host.client.sources.clearOverride({ register: SETPOINT });
    await watching;
    expect(await values(host.url, "/consumer")).toEqual({ [SETPOINT]: 20 });
  });
});

test("The terminal approves with a second word, shows what is overridden, and clears it", async () => {
  await using here = await site();
  await withPlant(
    here,
    "--hours",
    "mon-fri 07:00-18:00",
    "--missed",
    "skip",
    "--include-tag",
    "a",
    "--exclude-tag",
    "b",
  );
  expect(await here.json("sources", "list")).toMatchObject([
    {
      filter: { includeTags: ["a"], excludeTags: ["b"] },
      schedule: { missed: "skip", hours: [{ from: "07:00", to: "18:00", days: [1, 2, 3, 4, 5] }] },
      hasSecret: false,
    },
  ]);
  expect(
    await here.json(
      "sources",
      "edit",
      "plant",
      "--no-hours",
      "--missed",
      "catch-up",
      "--no-include-tag",
      "--no-exclude-tag",
    ),
  ).toMatchObject([{ filter: { includeTags: [], excludeTags: [] }, schedule: { missed: "catch-up", hours: [] } }]);
  await here.json("sync", "plant", "--wait");
  await writeFile(here.document, "nonsense");
  await here.run("sync", "plant", "--wait");
  await request(here.url, { "boiler.temp": 22.5 });
  const listed = await here.run("requests");
  const refused = await here.run("approve", "1", "--now");
  expect([listed.stdout, refused.code, refused.stderr]).toEqual([
    expect.stringContaining("the last sync of plant had failed: approve it with --confirm"),
    1,
    expect.stringContaining("boiler.temp belongs to the source plant, whose last sync failed"),
  ]);
  expect((await here.run("approve", "1", "--now", "--confirm")).stdout).toBe(
    "1  boiler.temp -> 22.5: applied (override)\n",
  );
  expect(await here.json<object>("sources", "show", "plant")).toMatchObject({
    overrides: [{ register: "boiler.temp", value: 22.5, sourceValue: 20, changeRequest: "1", note: null }],
  });
  expect((await here.run("sources", "show", "plant")).stdout).toContain(
    "overridden here: boiler.temp is 22.5, the source says 20",
  );
  expect(await here.json("sources", "clear-override", "plant", "boiler.temp")).toMatchObject([
    { register: "boiler.temp" },
  ]);
  expect(await values(here.url, "/consumer")).toMatchObject({ "boiler.temp": 20 });
  expect(await here.run("sources", "clear-override", "plant", "boiler.temp")).toEqual(
    refusal("boiler.temp of plant is not overridden here; `regdesk sources show plant` lists what is"),
  );
});

/** The source says another value, and is synced. */
async function says({ client, dataDirectory }: RunningHost, value: number): Promise<void> {
  const path = join(dataDirectory, "plant.json");
  await writeFile(path, JSON.stringify({ registers: { [SETPOINT]: { value } } }));
  const source = Source.parse({
    name: PLANT,
    connection: { kind: "file", path },
    schedule: { timing: { kind: "manual" } },
  });
  if ((await client.sources.list()).length === 0) await client.sources.add({ source });
  await client.sources.sync({ names: [PLANT] });
}
