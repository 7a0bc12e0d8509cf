import { Option, type Command } from "commander";
import { DEFAULT_HOST, DEFAULT_PORT, ENVIRONMENT, environment } from "../config.ts";
import type { Headless } from "../headless.ts";
import { DEFAULT_LOG_LEVEL, Logbook } from "../logging.ts";
import { addLimitOptions, limitsIn, type LimitOptions } from "./limit-options.ts";
import { dataDirectoryOption, jsonOption, portOf } from "./options.ts";
import { aborted, stopRequested } from "./stop.ts";

interface ServeOptions extends LimitOptions {
  readonly host?: string;
  readonly port?: number;
  readonly windowPort: number;
  readonly dataDir: string;
  readonly json: boolean;
  readonly logLevel?: string;
}

const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"];

export function addServeCommand(program: Command): void {
  const command = program
    .command("serve")
    .description("run without a desktop: listen for devices, and serve the window to this machine's browser")
    .addOption(settable("--host <address>", `the address to listen on for devices (default: ${DEFAULT_HOST})`, "host"))
    .addOption(
      settable(
        "--port <port>",
        `the port to listen on for devices; 0 picks a free one (default: ${DEFAULT_PORT})`,
        "port",
      ).argParser(portOf),
    )
    .option("--window-port <port>", "the window's port on 127.0.0.1; 0 picks a free one", portOf, 0)
    .addOption(dataDirectoryOption())
    .addOption(jsonOption("print one line of JSON when everything listens"))
    .addOption(
      settable("--log-level <level>", `what is logged (default: ${DEFAULT_LOG_LEVEL})`, "logLevel").choices(LOG_LEVELS),
    )
    .action(serve);
  addLimitOptions(command);
}

/** The command line outranks the environment, which outranks the window's settings. To commander an empty variable would be
 *  a value. */
function settable(flags: string, description: string, name: keyof typeof ENVIRONMENT): Option {
  const isSet = environment(name) !== undefined;
  return isSet
    ? new Option(flags, description).env(ENVIRONMENT[name])
    : new Option(flags, `${description} (env: ${ENVIRONMENT[name]})`);
}

async function serve({ host, port, windowPort, dataDir, json, logLevel, ...limits }: ServeOptions): Promise<void> {
  const stop = stopRequested();
  const { startHeadless } = await import("../headless.ts"); // no other command is made of it
  const logbook = new Logbook(logLevel);
  await using running = await startHeadless({
    dataDirectory: dataDir,
    devices: { host, port },
    windowPort,
    startCommand: ["regdesk", ...process.argv.slice(2).map(quoted)].join(" "),
    restLimits: limitsIn(limits),
    ...(limits.maxRegisters === undefined ? {} : { capacity: limits.maxRegisters }),
    logger: logbook.logger,
    logbook,
  });
  process.stdout.write(json ? `${JSON.stringify(announcement(running))}\n` : greeting(running));
  await aborted(stop);
}

/** As a shell takes it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

function announcement({ host, windowUrl }: Headless) {
  return { devices: host.devicesUrl, window: windowUrl, dataDir: host.dataDirectory, pid: process.pid };
}

function greeting({ host, windowUrl }: Headless): string {
  return [
    `Regdesk is running; Ctrl+C stops it.`,
    `  Window   ${windowUrl}`,
    `  Devices  ${host.devicesUrl}/provider`,
    `  Data     ${host.dataDirectory}`,
    "",
  ].join("\n");
}
