import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Source, SourceName } from "#shared/model/source.ts";
import { send } from "#tests/support/http.ts";
import { runningHost } from "#tests/support/running-host.ts";

test("Syncs are measured by source, outcome and reason, with how long they took", { timeout: 20_000 }, async () => {
  await using host = await runningHost();
  expect((await send(host.url, "/metrics")).text).not.toContain("sync");
  const path = join(host.dataDirectory, "plant.json");
  await writeFile(path, '{"registers":{"a":{"value":1},"b":{"value":2}}}');
  const name = SourceName.parse("plant");
  const schedule = { timing: { kind: "manual" } };
  const source = Source.parse({ name, connection: { kind: "file", path }, schedule });
  await host.client.sources.add({ source });
  await host.client.sources.sync({ names: [name] });
  await writeFile(path, "{");
  await host.client.sources.sync({ names: [name] });
  const lines = (await send(host.url, "/metrics")).text.split("\n");
  const series = lines.filter((line) => /sync|source_registers/.test(line) && !line.startsWith("#"));
  expect(series.filter((line) => !/_bucket|_sum/.test(line))).toEqual([
    'regdesk_source_registers{source="plant"} 2',
    'regdesk_sync_runs_total{source="plant",outcome="complete",reason="registry-not-ready"} 1',
    expect.stringMatching(/^regdesk_sync_runs_total\{source="plant",outcome="failed",reason="[a-z-]+"\} 1$/),
    'regdesk_sync_duration_seconds_count{source="plant"} 2',
  ]);
  expect(lines).toContain("# TYPE regdesk_sync_duration_seconds histogram");
  const buckets = series.filter((line) => line.includes("_bucket")).map((line) => Number(line.split(" ").at(-1)));
  expect(buckets).toEqual(buckets.toSorted((a, b) => a - b));
  expect([buckets.length, buckets.at(-1)]).toEqual([11, 2]);
});
