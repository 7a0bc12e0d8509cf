import { Option, type Command } from "commander";
import { once } from "node:events";
import { resolve } from "node:path";
import type { AuditLine } from "#shared/model/activity.ts";
import { auditLineAsCsv, auditLineAsJson, CSV_HEADER } from "./audit-lines.ts";
import { auditOf } from "./audit-reading.ts";
import { dataDirectoryOption } from "./options.ts";
import { endWithReader } from "./reader-gone.ts";
import { writeWhole } from "./whole-file.ts";

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
    .action(async ({ format, out, dataDir }: ExportOptions) => {
      using audit = auditOf(dataDir);
      const texts = format === "csv" ? csvOf(audit.after(0, { limit: 1 })) : jsonLinesOf(audit.after(0, { limit: 1 }));
      if (out !== undefined) return writeWhole(out, texts);
      endWithReader();
      for (const text of texts) {
        // Whoever reads slowly must not make this process hold what they have not read.
        if (!process.stdout.write(text)) await once(process.stdout, "drain");
      }
    });
}

function* jsonLinesOf(lines: Iterable<AuditLine>): Generator<string> {
  for (const line of lines) yield `${auditLineAsJson(line)}\n`;
}

function* csvOf(lines: Iterable<AuditLine>): Generator<string> {
  yield CSV_HEADER;
  for (const line of lines) yield auditLineAsCsv(line);
}
