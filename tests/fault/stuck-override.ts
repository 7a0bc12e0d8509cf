/** A host that is stuck when an approval becomes a local override: it says so and goes no further, until it is killed.
 *  Arguments: the data directory and the moment. */
import { createRouterClient } from "@orpc/server";
import { Audit } from "#electron/audit/audit.ts";
import { startHost } from "#electron/host.ts";
import { rootLogger } from "#electron/logging.ts";
import type { Client } from "#shared/contract/contract.ts";
import type { MomentOfOverride } from "./moments-of-override.ts";

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its object
const { append } = Audit.prototype;

const stuck = (): Promise<never> => {
  process.stdout.write("stuck\n");
  return new Promise(() => undefined);
};

async function run(dataDirectory: string, moment: MomentOfOverride): Promise<void> {
  const devices = { host: "127.0.0.1", port: 0 };
  const host = await startHost({ dataDirectory, devices, logger: rootLogger("silent") });
  const client: Client = createRouterClient(await host.router(), { context: { actor: "anna (test)" } });
  Audit.prototype.append = async function (activity, write) {
    if (write?.sync?.overrides === undefined) return append.call(this, activity, write);
    if (moment === "before it is stored") return stuck();
    const stored = append.call(this, activity, write);
    // As soon as the writer has it, and before it says that it is done.
    if (moment === "while it is stored") setImmediate(() => setImmediate(() => void stuck()));
    await stored;
    return stuck();
  };
  const [pending] = await client.changeRequests.list({});
  await client.changeRequests.approve({ ids: [pending!.id], now: true });
}

await run(process.argv[2]!, process.argv[3] as MomentOfOverride);
