/** The real host with a source of 100,000 registers, which is synced when it is asked to. */
import { createRouterClient } from "@orpc/server";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startHost } from "#electron/host.ts";
import { rootLogger } from "#electron/logging.ts";
import type { Client } from "#shared/contract/contract.ts";
import { Source } from "#shared/model/source.ts";
import { ownDirectory, present } from "./self.ts";

const REGISTERS = 100_000;
const TICK = 1;

async function run(): Promise<void> {
  const dataDirectory = ownDirectory();
  const document = join(dataDirectory, "catalog.json");
  const host = await startHost({
    dataDirectory,
    devices: { host: "127.0.0.1", port: 0 },
    logger: rootLogger("error"),
    capacity: 2 * REGISTERS,
  });
  const client: Client = createRouterClient(await host.router(), { context: { actor: "bench" } });
  const source = Source.parse({
    name: "catalog",
    connection: { kind: "file", path: document },
    schedule: { timing: { kind: "manual" } },
  });
  await client.sources.add({ source });
  let changed = 0;

  /** Does it, and waits until what follows of it has been written, too. */
  const measured = async <T>(work: () => Promise<T>): Promise<Stretch & { took: number; result: T }> => {
    globalThis.gc?.();
    await rested(200);
    const longest = watchLoop();
    const began = performance.now();
    const result = await work();
    const took = performance.now() - began;
    await rested(1_000);
    return { ...longest(), took, result };
  };
  const synced = async () => {
    const { result, ...stretch } = await measured(() => client.sources.sync({ names: [source.name] }));
    const { outcome, added, updated } = result[0]!;
    return { ...stretch, outcome, changes: added + updated };
  };

  present(0, {
    first: () => {
      writeFileSync(document, textOf(changed));
      return synced();
    },
    unchanged: () => synced(),
    /** What the machine does to a host that does nothing. */
    idle: async () => (await measured(() => rested(500))).stall,
    /** Rewritten, but the same: it has to be read and hashed. */
    rewritten: () => {
      writeFileSync(document, `${textOf(changed)}\n`);
      return synced();
    },
    /** Every hundredth register. */
    changed: () => {
      writeFileSync(document, textOf(++changed));
      return synced();
    },
  });
}

function textOf(changed: number): string {
  const registers = Array.from({ length: REGISTERS }, (_value, index) => {
    const value = index % 100 === 0 ? index + changed : index;
    return `"plant.line-${index % 50}.register-${index}":{"value":${value},"metadata":{"unit":"°C","tags":["catalog"]}}`;
  });
  return `{"registers":{${registers.join(",")}}}`;
}

interface Stretch {
  /** The longest that a timer of each millisecond came late, in milliseconds. */
  readonly stall: number;
  /** The most that the thread itself worked between two of its ticks, in milliseconds: what of a stall is the host's own, and
   *  not that of a machine with other things to do. */
  readonly work: number;
}

/** @returns ends it */
function watchLoop(): () => Stretch {
  let [at, cpu] = [performance.now(), process.threadCpuUsage()];
  let [stall, work] = [0, 0];
  const timer = setInterval(() => {
    const used = process.threadCpuUsage(cpu);
    work = Math.max(work, (used.user + used.system) / 1_000);
    stall = Math.max(stall, performance.now() - at - TICK);
    [at, cpu] = [performance.now(), process.threadCpuUsage()];
  }, TICK);
  return () => {
    clearInterval(timer);
    return { stall, work };
  };
}

function rested(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

await run();
