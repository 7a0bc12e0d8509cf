import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { portOf } from "../commands/options.ts";
import { defaultDataDirectory, environment } from "../config.ts";
import type { HostOptions } from "../host.ts";
import { linkIn, withoutLink } from "./deep-link.ts";

export interface DesktopCommandLine extends Pick<HostOptions, "dataDirectory" | "devices"> {
  readonly logLevel: string | undefined;
  /** The link by which it was started, unchecked. */
  readonly link: string | undefined;
  /** What a start at login must be given to be the same Regdesk. */
  readonly givenAgain: readonly string[];
}

/** The desktop takes the options of `regdesk serve` that mean something to it, because the sentences of a failed start name
 *  them. Whatever else is there is Chromium's. */
export function desktopCommandLine(argv: readonly string[]): DesktopCommandLine {
  const { values } = parseArgs({
    args: [...withoutLink(argv)],
    strict: false,
    options: {
      "data-dir": { type: "string" },
      host: { type: "string" },
      port: { type: "string" },
      "log-level": { type: "string" },
    },
  });
  const given = (name: keyof typeof values) => (values[name] === undefined ? undefined : String(values[name]));
  const dataDirectory = given("data-dir");
  const port = given("port") ?? environment("port");
  return {
    dataDirectory: dataDirectory === undefined ? defaultDataDirectory() : resolve(dataDirectory),
    devices: { host: given("host") ?? environment("host"), port: port === undefined ? undefined : portOf(port) },
    logLevel: given("log-level") ?? environment("logLevel"),
    link: linkIn(argv),
    givenAgain: [
      ...(dataDirectory === undefined ? [] : [`--data-dir=${resolve(dataDirectory)}`]),
      ...(["host", "port", "log-level"] as const).flatMap((name) => {
        const value = given(name);
        return value === undefined ? [] : [`--${name}=${value}`];
      }),
    ],
  };
}
