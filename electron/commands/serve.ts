import { Option, type Command } from "commander";
import { DEFAULT_HOST, DEFAULT_PORT } from "../config.ts";
import { startHeadless, type Headless } from "../headless.ts";
import { rootLogger } from "../logging.ts";
import { addLimitOptions, limitsIn, type LimitOptions } from "./limit-options.ts";
import { dataDirectoryOption, jsonOption, portOf } from "./options.ts";
import { aborted, stopRequested } from "./stop.ts";

interface ServeOptions extends LimitOptions {
  readonly host: string;
  readonly port: number;
  readonly windowPort: number;
  readonly dataDir: string;
  readonly json: boolean;
  readonly logLevel: string;
}

const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"];

export function addServeCommand(program: Command): void {
  const command = program
    .command("serve")
    .description("run without a desktop: listen for devices, and serve the window to this machine's browser")
    .option("--host <address>", "the address to listen on for devices", DEFAULT_HOST)
    .option("--port <port>", "the port to listen on for devices; 0 picks a free one", portOf, DEFAULT_PORT)
    .option("--window-port <port>", "the window's port on 127.0.0.1; 0 picks a free one", portOf, 0)
    .addOption(dataDirectoryOption())
    .addOption(jsonOption("print one line of JSON when everything listens"))
    .addOption(new Option("--log-level <level>", "what goes to stderr").choices(LOG_LEVELS).default("warn"))
    .action(serve);
  addLimitOptions(command);
}

async function serve({ host, port, windowPort, dataDir, json, logLevel, ...limits }: ServeOptions): Promise<void> {
  const stop = stopRequested();
  await using running = await startHeadless({
    dataDirectory: dataDir,
    devices: { host, port },
    windowPort,
    restLimits: limitsIn(limits),
    ...(limits.maxRegisters === undefined ? {} : { capacity: limits.maxRegisters }),
    logger: rootLogger(logLevel),
  });
  process.stdout.write(json ? `${JSON.stringify(announcement(running))}\n` : greeting(running));
  await aborted(stop);
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
