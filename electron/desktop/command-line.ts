import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { portOf } from "../commands/options.ts";
import { DEFAULT_HOST, DEFAULT_PORT, defaultDataDirectory } from "../config.ts";
import type { HostOptions } from "../host.ts";

type Chosen = Pick<HostOptions, "dataDirectory" | "devices"> & { readonly logLevel: string };

/** The desktop takes the options of `regdesk serve` that mean something to it, because the sentences of a failed start name
 *  them. Whatever else is there is Chromium's. */
export function desktopCommandLine(argv: readonly string[]): Chosen {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      "data-dir": { type: "string" },
      host: { type: "string", default: DEFAULT_HOST },
      port: { type: "string", default: String(DEFAULT_PORT) },
      "log-level": { type: "string", default: "warn" },
    },
  });
  return {
    dataDirectory: values["data-dir"] === undefined ? defaultDataDirectory() : resolve(String(values["data-dir"])),
    devices: { host: String(values.host), port: portOf(String(values.port)) },
    logLevel: String(values["log-level"]),
  };
}
