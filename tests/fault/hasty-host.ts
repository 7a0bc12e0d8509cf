/** The control of the kill test: the real host but for one thing, its writer says that something is stored, and stores it
 *  later. Argument: the data directory. */
import { startHost } from "#electron/host.ts";
import { rootLogger } from "#electron/logging.ts";
import { GatheredWrites } from "#electron/store/gathered-writes.ts";

/** As long as registers wait before they are stored, in milliseconds. */
const BEHIND = 250;

async function run(dataDirectory: string): Promise<void> {
  answerBeforeCommit();
  const host = await startHost({
    dataDirectory,
    devices: { host: "127.0.0.1", port: 0 },
    logger: rootLogger("warn"),
  });
  process.stdout.write(`${JSON.stringify({ devices: host.devicesUrl, pid: process.pid })}\n`);
}

function answerBeforeCommit(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its object below
  const { add } = GatheredWrites.prototype;
  GatheredWrites.prototype.add = function (write) {
    setTimeout(() => void add.call(this, write), BEHIND);
    return Promise.resolve([]);
  };
}

await run(process.argv[2]!);
