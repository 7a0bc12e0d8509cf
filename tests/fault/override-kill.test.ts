/** kill -9 while an approval becomes a local override: afterwards it is applied, stored and shown, or it is still to be decided. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Source, SourceName } from "#shared/model/source.ts";
import { request, values } from "#tests/support/http.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { killedAt } from "./killed-at.ts";
import { MOMENTS_OF_OVERRIDE } from "./moments-of-override.ts";

const PLANT = SourceName.parse("plant");

describe("An approval that becomes an override when Regdesk is killed", () => {
  test.each(MOMENTS_OF_OVERRIDE)("is neither lost nor applied by half: %s", async (moment) => {
    await using before = await runningHost();
    const path = join(before.dataDirectory, "plant.json");
    await writeFile(path, JSON.stringify({ registers: { "boiler.setpoint": { value: 21 } } }));
    const connection = { kind: "file", path };
    const source = Source.parse({ name: PLANT, connection, schedule: { timing: { kind: "manual" } } });
    await before.client.sources.add({ source });
    await before.client.sources.sync({ names: [PLANT] });
    await request(before.url, { "boiler.setpoint": 22.5 });
    await before.host[Symbol.asyncDispose]();
    await killedAt("stuck-override.ts", before.dataDirectory, moment);

    await using after = await before.restarted();
    const [filed] = await after.client.changeRequests.list({ all: true });
    const overrides = await after.client.sources.overrides({ name: PLANT });
    const shown = await values(after.url, "/consumer");
    const isApplied = filed?.state === "applied";
    if (moment !== "while it is stored") expect(isApplied).toBe(moment === "after it was stored");
    expect([filed?.state, overrides.map(({ value }) => value), shown["boiler.setpoint"]]).toEqual(
      isApplied ? ["applied", ["22.5"], 22.5] : ["pending", [], 21],
    );
  });
});
