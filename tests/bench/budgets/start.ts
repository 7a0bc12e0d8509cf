/** Budget 11: from the command to the first answered request, as packaged, with 10,000 stored registers. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RegisterName } from "#shared/model/register.ts";
import { jsonText } from "#shared/json.ts";
import { openDatabase } from "#electron/store/database.ts";
import { registersTable } from "#electron/store/registers-table.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import type { Figure } from "../figure.ts";
import { alternating } from "../rounds.ts";
import { median, spread } from "../statistics.ts";

const CLI = fileURLToPath(new URL("../../../out/main/cli.js", import.meta.url));

export async function start(): Promise<Figure[]> {
  await using directory = await temporaryDirectory();
  fill(directory.path, 10_000);
  const times = await alternating({
    nothing: () => Promise.resolve(timed(() => void spawnSync(process.execPath, ["-e", "0"]))),
    regdesk: () => firstAnswer(directory.path),
  });
  const ratio = median(times.regdesk) / median(times.nothing);
  return [
    {
      budget: "11",
      what: "start to first answer, 10,000 registers stored",
      measured: `${median(times.regdesk).toFixed(0)} ms ${spread(times.regdesk)} = ${ratio.toFixed(1)} ×`,
      reference: `node -e 0 ${median(times.nothing).toFixed(0)} ms ${spread(times.nothing)}`,
      bound: "≤ 8 ×",
      kept: ratio <= 8,
    },
  ];
}

function timed(act: () => void): number {
  const startedAt = performance.now();
  act();
  return performance.now() - startedAt;
}

async function firstAnswer(dataDirectory: string): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [
    CLI,
    "serve",
    "--json",
    "--host",
    "127.0.0.1",
    "--port",
    "0",
    "--data-dir",
    dataDirectory,
  ]);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { devices } = JSON.parse(line.toString()) as { devices: string };
  await fetch(`${devices}/health`);
  const time = performance.now() - startedAt;
  child.kill("SIGTERM");
  await once(child, "exit");
  return time;
}

function fill(directory: string, registers: number): void {
  const database = openDatabase(join(directory, "regdesk.db"));
  const table = registersTable(database);
  const now = Date.now();
  database.transaction(() => {
    for (let index = 0; index < registers; index++) {
      table.save({
        name: RegisterName.parse(`device-${index % 100}.sensor-${index}`),
        value: jsonText(index),
        metadata: jsonText({ unit: "°C", device: `device-${index % 100}` }),
        ttl: 86_400_000,
        revision: index,
        providedAt: now,
        changedAt: now,
        provider: "127.0.0.1",
      });
    }
  })();
  database.close();
}
