import { InvalidArgumentError, Option } from "commander";
import { resolve } from "node:path";
import { defaultDataDirectory } from "../config.ts";

export function dataDirectoryOption(): Option {
  return new Option("--data-dir <dir>", "where Regdesk keeps everything")
    .argParser((path) => resolve(path))
    .default(defaultDataDirectory());
}

export function jsonOption(description: string): Option {
  return new Option("--json", description).default(false);
}

/** A TCP port; 0 picks a free one. */
export function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number from 0 to 65535.");
}
