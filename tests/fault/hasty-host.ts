/** The control of the kill test: the real host but for one thing, its writer says that something is stored, and stores it
 *  later. Argument: the data directory. */
import { startHost } from "#electron/host.ts";
import { rootLogger } from "#electron/logging.ts";
import { Tickets } from "#electron/store/tickets.ts";

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
  const { take } = Tickets.prototype;
  Tickets.prototype.take = function (send) {
    setTimeout(() => void take.call(this, send), BEHIND);
    return Promise.resolve();
  };
}

await run(process.argv[2]!);
