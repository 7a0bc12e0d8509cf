/** The real host, as it runs on a site. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHost } from "#electron/host.ts";
import { rootLogger } from "#electron/logging.ts";
import { present } from "./self.ts";

async function run(): Promise<void> {
  const host = await startHost({
    dataDirectory: mkdtempSync(join(tmpdir(), "regdesk-bench-")),
    devices: { host: "127.0.0.1", port: 0 },
    logger: rootLogger("error"),
    restLimits: { body: 1 << 20, connections: 100_000 },
  });
  present(Number(new URL(host.devicesUrl).port));
}

await run();
