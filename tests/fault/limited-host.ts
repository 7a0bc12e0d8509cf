/** A host with limits of the test's choosing, in a process of its own. Arguments: the data directory, and what else
 *  `startHost` takes, as JSON. */
import { startHost, type HostOptions } from "#electron/host.ts";
import { rootLogger } from "#electron/logging.ts";
import type { Report } from "./serving.ts";

async function run([dataDirectory, more = "{}"]: readonly string[]): Promise<void> {
  const host = await startHost({
    dataDirectory: dataDirectory!,
    devices: { host: "127.0.0.1", port: 0 },
    logger: rootLogger("warn"),
    ...(JSON.parse(more) as Partial<HostOptions>),
  });
  process.on("message", () => {
    gc?.();
    const connections = process.getActiveResourcesInfo().filter((resource) => resource === "TCPSocketWrap").length;
    const report: Report = { memory: process.memoryUsage.rss(), connections };
    process.send?.(report);
  });
  process.once("SIGTERM", () => void host[Symbol.asyncDispose]().then(() => process.disconnect()));
  process.stdout.write(`${JSON.stringify({ devices: host.devicesUrl, pid: process.pid })}\n`);
}

await run(process.argv.slice(2));
