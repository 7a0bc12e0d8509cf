import { InvalidArgumentError, Option, type Command } from "commander";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Client } from "#shared/contract/contract.ts";
import type { UploadId } from "#shared/contract/uploads.ts";
import { formatDuration, parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { ImportPreview, RefusedLine, RefusalReason } from "#shared/model/register-import.ts";
import { PIECE_BYTES } from "#shared/piece-size.ts";
import { previewOf } from "../register-importer.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { printable } from "./printable.ts";

interface ImportOptions {
  readonly ttl: number;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly dataDir: string;
}

const REASONS: Readonly<Record<RefusalReason, string>> = {
  "not-json": "is not JSON",
  "not-an-object": 'is no object like {"name":…,"value":…}',
  "name-missing": "has no name",
  "name-too-long": "has a name of more than 1024 bytes",
  "value-missing": "has no value; null says that it is not available",
  "value-not-of-type": "has a value that is not of the type it says",
  "value-too-deep": "has a value that is nested more than 500 levels deep",
  "metadata-not-an-object": "has metadata that is no object",
  "named-twice": "is named a second time; the first one counts",
  "provided-by-a-device": "is provided by a device right now; the device's report counts",
};

export function addImportCommand(program: Command): void {
  program
    .command("import")
    .description(
      "provide registers out of a file once, through the running Regdesk; they expire unless a device takes over",
    )
    .argument("<file>", "an export of Regdesk (CSV, JSON, JSON lines), or what a device sends", (path) => resolve(path))
    .addOption(
      new Option("--ttl <duration>", "how long they count, for example 30m or 24h")
        .argParser(ttlOf)
        .default(3_600_000, "1h"),
    )
    .option("--dry-run", "only say what the file would bring; needs no running Regdesk", false)
    .addOption(jsonOption("print one JSON document"))
    .addOption(dataDirectoryOption())
    .action(importFile);
}

async function importFile(path: string, { ttl, dryRun, json, dataDir }: ImportOptions): Promise<void> {
  const preview = dryRun
    ? await previewOf(path).catch(refuseMissing(path))
    : await withControl(dataDir, async (client) => {
        const upload = await sent(client, await readFile(path).catch(refuseMissing(path)));
        return client.registerImport
          .apply({ upload, ttl, file: basename(path) })
          .finally(() => client.uploads.discard({ upload }));
      });
  process.stdout.write(json ? `${JSON.stringify(preview)}\n` : asText(preview, { ttl, dryRun }));
}

async function sent(client: Client, file: Buffer): Promise<UploadId> {
  const { upload } = await client.uploads.begin({ size: file.length });
  for (let offset = 0; offset < file.length; offset += PIECE_BYTES) {
    const data = file.subarray(offset, offset + PIECE_BYTES).toString("base64");
    await client.uploads.append({ upload, offset, data });
  }
  return upload;
}

function asText(preview: ImportPreview, { ttl, dryRun }: Pick<ImportOptions, "ttl" | "dryRun">): string {
  const { count, refused, refusedCount } = preview;
  const registers = `${count} ${count === 1 ? "register" : "registers"}`;
  const head = dryRun
    ? `The file would bring ${registers}.`
    : `Imported ${registers}; they count for ${formatDuration(ttl)} unless a device takes over.`;
  const more = refusedCount - refused.length;
  return [
    head,
    ...(refusedCount === 0 ? [] : [`Refused: ${refusedCount}`]),
    ...refused.map((line) => `  ${placeOf(line)} ${REASONS[line.reason]}`),
    ...(more === 0 ? [] : [`  and ${more} more`]),
    "",
  ].join("\n");
}

function placeOf({ line, name }: RefusedLine): string {
  const shown = name === undefined ? undefined : printable(name);
  if (line === undefined) return shown ?? "it";
  return shown === undefined ? `line ${line}` : `line ${line}: ${shown}`;
}

function refuseMissing(path: string): (error: unknown) => never {
  return (error) => {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof RegdeskError || code === undefined) throw error;
    throw new RegdeskError("BODY_INVALID", `The file ${path} cannot be read (${code}); check its name`, {
      cause: error,
    });
  };
}

function ttlOf(text: string): number {
  try {
    const ttl = parseDuration(text);
    if (ttl >= 1_000 && ttl <= 30 * 86_400_000) return ttl;
  } catch (error) {
    if (error instanceof RegdeskError) throw new InvalidArgumentError(error.message);
    throw error;
  }
  throw new InvalidArgumentError("Registers can count for 1s to 720h.");
}
