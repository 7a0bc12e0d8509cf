import { Option, type Command } from "commander";
import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import type { AuditLine } from "#shared/model/activity.ts";
import { auditLineAsCsv, auditLineAsJson, CSV_HEADER } from "./audit-lines.ts";
import { auditOf } from "./audit-reading.ts";
import { dataDirectoryOption } from "./options.ts";

interface ExportOptions {
  readonly format: "jsonl" | "csv";
  readonly out?: string;
  readonly dataDir: string;
}

export function addAuditExportCommand(audit: Command): void {
  audit
    .command("export")
    .description("every line, oldest first; `regdesk audit verify --file` proves an export in jsonl")
    .addOption(new Option("--format <format>", "jsonl or csv").choices(["jsonl", "csv"]).makeOptionMandatory())
    .option("--out <file>", "where to; the standard output if left out", (path) => resolve(path))
    .addOption(dataDirectoryOption())
    .action(({ format, out, dataDir }: ExportOptions) => {
      using audit = auditOf(dataDir);
      const texts = format === "csv" ? csvOf(audit.after(0, { limit: 1 })) : jsonLinesOf(audit.after(0, { limit: 1 }));
      if (out === undefined) for (const text of texts) process.stdout.write(text);
      else writeWhole(out, texts);
    });
}

function* jsonLinesOf(lines: Iterable<AuditLine>): Generator<string> {
  for (const line of lines) yield `${auditLineAsJson(line)}\n`;
}

function* csvOf(lines: Iterable<AuditLine>): Generator<string> {
  yield CSV_HEADER;
  for (const line of lines) yield auditLineAsCsv(line);
}

/** The file gets its name when it is whole. */
function writeWhole(path: string, texts: Iterable<string>): void {
  const unfinished = `${path}.unfinished`;
  const file = openSync(unfinished, "w", 0o600);
  try {
    for (const text of texts) writeSync(file, text);
    closeSync(file);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
