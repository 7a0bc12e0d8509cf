import { RegdeskError } from "#shared/errors.ts";
import type { Conditions } from "./conditions.ts";
import { controlSocketPath } from "./control/socket-path.ts";
import { lockDataDirectory } from "./store/data-directory-lock.ts";

/** Takes the data directory for this host alone.
 *  @returns lets go of it; undefined where the directory may not be written, which is a condition and no obstacle
 *  @throws {RegdeskError} `DATA_DIRECTORY_IN_USE`, naming the host that has it */
export async function holdDataDirectory(
  dataDirectory: string,
  conditions: Conditions,
): Promise<Disposable | undefined> {
  const hold = await lockDataDirectory(dataDirectory);
  if (hold === "held-by-another") throw await inUse(dataDirectory);
  if (hold !== "not-writable") return hold;
  conditions.set({
    type: "Commandable",
    status: false,
    reason: "read-only",
    message: `The data directory ${dataDirectory} may not be written, so commands like \`regdesk requests\` cannot reach this Regdesk; use the window, or give this user the right to write there.`,
  });
  return undefined;
}

async function inUse(dataDirectory: string): Promise<RegdeskError> {
  const holder = await holderOf(dataDirectory);
  return new RegdeskError(
    "DATA_DIRECTORY_IN_USE",
    `Another Regdesk ${holder} already runs on ${dataDirectory}; use its window, stop it, or choose another directory with --data-dir`,
  );
}

async function holderOf(dataDirectory: string): Promise<string> {
  try {
    const { connectControl } = await import("./control/control-client.ts");
    using control = await connectControl(controlSocketPath(dataDirectory), dataDirectory);
    const { pid, devicesUrl } = await control.client.host.status();
    return `(process ${pid}, devices at ${devicesUrl})`;
  } catch (error) {
    if (error instanceof RegdeskError) return "that does not answer";
    throw error;
  }
}
