import type { Command } from "commander";
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import type { BundleChoice, BundleFile } from "#shared/model/diagnostics.ts";
import { Diagnostics } from "../diagnostics.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";

interface DiagnosticsOptions extends BundleChoice {
  readonly out?: string;
  readonly json: boolean;
  readonly dataDir: string;
}

interface Bundle {
  readonly name: string;
  readonly archive: Uint8Array;
  readonly files: readonly BundleFile[];
  /** Whether the running host made it; without one it holds less. */
  readonly isOfHost: boolean;
}

export function addDiagnosticsCommand(program: Command): void {
  program
    .command("diagnostics")
    .description(
      "pack the log and the state of Regdesk into one zip file for somebody who helps; without a running host it holds less",
    )
    .option("--out <file>", "where to; into this directory if left out", (path) => resolve(path))
    .option("--with-values", "with the values of registers and change requests", false)
    .option("--with-addresses", "with addresses instead of address-1, address-2", false)
    .addOption(jsonOption("print one line of JSON"))
    .addOption(dataDirectoryOption())
    .action(writeBundle);
}

async function writeBundle({ out, json, dataDir, ...choice }: DiagnosticsOptions): Promise<void> {
  if (!existsSync(dataDir)) {
    const sentence = `There is no data directory ${dataDir}; name the right one with --data-dir`;
    throw new RegdeskError("DATA_DIRECTORY_UNUSABLE", sentence);
  }
  const { name, archive, files, isOfHost } = (await ofHost(dataDir, choice)) ?? (await withoutHost(dataDir, choice));
  const path = out ?? resolve(name);
  write(path, archive);
  const listed = files.map(({ name: file, bytes }) => ({ name: file, bytes }));
  if (json) {
    process.stdout.write(`${JSON.stringify({ path, host: isOfHost, files: listed })}\n`);
    return;
  }
  const source = isOfHost
    ? ""
    : " No Regdesk is running here, so it holds only the log and what is said of the database.";
  const lines = listed.map((file) => `  ${file.name}  ${file.bytes} bytes`);
  process.stdout.write([`Wrote ${path}.${source}`, ...lines, ""].join("\n"));
}

async function ofHost(dataDir: string, choice: BundleChoice): Promise<Bundle | undefined> {
  try {
    return await withControl(dataDir, async ({ diagnostics }) => {
      const [files, { name, data }] = [await diagnostics.contents(choice), await diagnostics.bundle(choice)];
      return { name, archive: Buffer.from(data, "base64"), files, isOfHost: true };
    });
  } catch (error) {
    if (error instanceof RegdeskError && error.code === "HOST_UNREACHABLE") return undefined;
    throw error;
  }
}

async function withoutHost(dataDirectory: string, choice: BundleChoice): Promise<Bundle> {
  const diagnostics = new Diagnostics({ dataDirectory, now: Date.now });
  const [files, bundle] = [await diagnostics.contents(choice), await diagnostics.bundle(choice)];
  return { ...bundle, files, isOfHost: false };
}

function write(path: string, archive: Uint8Array): void {
  try {
    writeFileSync(path, archive, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const cure = code === "EEXIST" ? "delete it, or choose another name with --out" : "choose another place with --out";
    throw new RegdeskError("DATA_DIRECTORY_UNUSABLE", `${path} cannot be written (${code}); ${cure}`, { cause: error });
  }
}
