import type { Client } from "#shared/contract/contract.ts";
import { RegdeskError } from "#shared/errors.ts";
import { existsSync } from "node:fs";
import { controlSocketPath } from "../control/socket-path.ts";

/** Asks the host that runs on a data directory. @throws {RegdeskError} `HOST_UNREACHABLE` when none does */
export async function withControl<Answer>(
  dataDirectory: string,
  ask: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  if (!existsSync(dataDirectory)) {
    throw new RegdeskError(
      "HOST_UNREACHABLE",
      `There is no data directory ${dataDirectory}; name the running Regdesk's with --data-dir`,
    );
  }
  const { connectControl } = await import("../control/control-client.ts"); // a host that starts needs none of it
  using control = await connectControl(controlSocketPath(dataDirectory), dataDirectory);
  return await ask(control.client);
}
