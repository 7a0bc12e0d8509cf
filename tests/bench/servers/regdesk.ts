/** The real host, as it runs on a site; with `STORE=deferring` the same host, whose store answers a turn later and commits
 *  nothing. */
import { registerHooks } from "node:module";
import { ownDirectory, present } from "./self.ts";

function replaceWriter(): void {
  const deferring = new URL("deferring-writer.ts", import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      return resolved.url.endsWith("/electron/store/writer.ts") ? { ...resolved, url: deferring } : resolved;
    },
  });
}

async function run(): Promise<void> {
  if (process.env["STORE"] === "deferring") replaceWriter();
  const { startHost } = await import("#electron/host.ts");
  const { rootLogger } = await import("#electron/logging.ts");
  const host = await startHost({
    dataDirectory: ownDirectory(),
    devices: { host: "127.0.0.1", port: 0 },
    logger: rootLogger("error"),
    restLimits: { body: 1 << 20, connections: 100_000 },
  });
  present(Number(new URL(host.devicesUrl).port));
}

await run();
