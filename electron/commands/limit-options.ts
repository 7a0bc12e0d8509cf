import { InvalidArgumentError, Option, type Command } from "commander";
import type { RestLimits } from "../rest/limits.ts";

/** What of the limits was given on the command line. */
export interface LimitOptions {
  readonly maxBody?: number;
  readonly maxPerRequest?: number;
  readonly maxName?: number;
  readonly maxConnections?: number;
  readonly maxRate?: number;
  readonly maxRegisters?: number;
}

export function addLimitOptions(command: Command): void {
  const limit = (flags: string, description: string): Option => new Option(flags, description).argParser(numberOf);
  command
    .addOption(limit("--max-body <bytes>", "the largest body a device may send (default: 1048576)"))
    .addOption(limit("--max-per-request <number>", "registers a device may send in a request (default: 10000)"))
    .addOption(limit("--max-name <bytes>", "the longest name a register may have (default: 1024)"))
    .addOption(limit("--max-connections <number>", "open connections of one address (default: 2048)"))
    .addOption(limit("--max-rate <number>", "requests a second of one address (default: any number)"))
    .addOption(limit("--max-registers <number>", "registers that may live at a time (default: 100000)"));
}

export function limitsIn({
  maxBody,
  maxPerRequest,
  maxName,
  maxConnections,
  maxRate,
}: LimitOptions): Partial<RestLimits> {
  return {
    ...(maxBody === undefined ? {} : { body: maxBody }),
    ...(maxPerRequest === undefined ? {} : { registers: maxPerRequest }),
    ...(maxName === undefined ? {} : { name: maxName }),
    ...(maxConnections === undefined ? {} : { connections: maxConnections }),
    ...(maxRate === undefined ? {} : { requestRate: maxRate }),
  };
}

function numberOf(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number > 0 && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError("A limit is a whole number above zero.");
}
