/** What every server of the benches tells about itself. */
import { monitorEventLoopDelay } from "node:perf_hooks";

/** Measuring wakes the process a thousand times a second, at the cost of whoever shares its core, so it goes on only from one
 *  question to the next. */
const delay = monitorEventLoopDelay({ resolution: 1 });
let cpu = process.cpuUsage();

/** The directory that the server has to itself. */
export function ownDirectory(): string {
  const directory = process.env["DATA_DIRECTORY"];
  if (directory === undefined) throw new Error("a server of the benches is started by startServer, not by itself");
  return directory;
}

/** Announces the port and answers questions from then on. */
export function present(port: number, answers: Record<string, () => unknown> = {}): void {
  process.on("message", (question: string) => void answer(question));
  process.send?.({ port });

  async function answer(question: string): Promise<void> {
    const own = answers[question];
    process.send?.(own === undefined ? usage(question) : ((await own()) ?? null));
  }
}

function usage(question: string): unknown {
  if (question === "memory") {
    globalThis.gc?.();
    return process.memoryUsage();
  }
  if (question === "cpu") {
    const { user, system } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    return (user + system) / 1_000; // milliseconds
  }
  if (question === "delay") {
    const begins = delay.enable();
    if (!begins) delay.disable();
    const measured = { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
    delay.reset();
    return measured;
  }
  throw new Error(`a server was asked for ${question}`);
}
