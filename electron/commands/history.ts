import { Option, type Command } from "commander";
import { once } from "node:events";
import { resolve } from "node:path";
import { ExportQuery } from "#shared/contract/history.ts";
import { RegdeskError } from "#shared/errors.ts";
import { HISTORY_FORMATS, historyHead, historyLine, type HistoryFormat } from "#shared/history-text.ts";
import { historyBeside, openHistoryToRead } from "../store/history/history-database.ts";
import { historyQueries } from "../store/history/history-queries.ts";
import { databaseIn } from "./audit-reading.ts";
import { momentOf } from "./moment.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { endWithReader } from "./reader-gone.ts";
import { writeWhole } from "./whole-file.ts";

interface HistoryOptions {
  readonly from: number;
  readonly to: number;
  readonly format: HistoryFormat["format"];
  readonly rollup: boolean;
  readonly bom: boolean;
  readonly json: boolean;
  readonly out?: string;
  readonly dataDir: string;
}

/** Lines in one write: a system call for each would take longer than reading them. */
const TOGETHER = 1_000;

export function addHistoryCommand(program: Command): void {
  program
    .command("history")
    .description("what registers were: every change, or every minute, oldest first, whether Regdesk runs or not")
    .argument("<names...>", "registers, by name or like boiler.*")
    .addOption(moment("--from <moment>", "from then on: a date and time, or how long ago, for example 2h", "1h"))
    .addOption(moment("--to <moment>", "until just before then", "0s"))
    .addOption(new Option("--format <format>", "csv or jsonl").choices(HISTORY_FORMATS).default("csv"))
    .option("--rollup", "the minutes (min, max, mean, last), which are kept longer than the changes", false)
    .option("--bom", "mark CSV as UTF-8 for programs that guess otherwise", false)
    .option("--out <file>", "where to; the standard output if left out", (path) => resolve(path))
    .addOption(jsonOption("the same as --format jsonl"))
    .addOption(dataDirectoryOption())
    .action(tell);
}

function moment(flags: string, description: string, otherwise: string): Option {
  return new Option(flags, description).argParser(momentOf).default(momentOf(otherwise), `${otherwise} ago`);
}

async function tell(registers: readonly string[], options: HistoryOptions): Promise<void> {
  const { from, to, rollup, bom, json, out, dataDir } = options;
  const written: HistoryFormat = {
    format: json ? "jsonl" : options.format,
    grain: rollup ? "minutes" : "changes",
    hasBom: bom,
  };
  if (from >= to) {
    throw new RegdeskError(
      "BODY_INVALID",
      "Nothing can be between these two moments; give --to a later one than --from",
    );
  }
  using texts = textsIn(dataDir, ExportQuery.parse({ from, to, registers, grain: written.grain }), written);
  if (out !== undefined) return writeWhole(out, texts.all());
  endWithReader();
  for (const text of texts.all()) {
    // Whoever reads slowly must not make this process hold what they have not read.
    if (!process.stdout.write(text)) await once(process.stdout, "drain");
  }
}

/** @throws {RegdeskError} `STORE_UNAVAILABLE` when nothing was written yet */
function textsIn(dataDirectory: string, query: ExportQuery, format: HistoryFormat) {
  const path = historyBeside(databaseIn(dataDirectory));
  const database = openHistoryToRead(path);
  if (database === undefined) {
    throw new RegdeskError("STORE_UNAVAILABLE", `There is no history ${path} yet; Regdesk begins it when it runs`);
  }
  const { historyExport } = historyQueries(database);
  return {
    *all(): Generator<string> {
      if (historyExport({ ...query, limit: 1 }).registers === 0) throw unknown(query.registers);
      yield historyHead(format);
      for (let cursor: string | undefined, isOver = false; !isOver;) {
        const page = historyExport({ ...query, limit: TOGETHER, ...(cursor === undefined ? {} : { cursor }) });
        yield page.lines.map((line) => historyLine(line, format)).join("");
        cursor = page.next;
        isOver = cursor === undefined;
      }
    },
    [Symbol.dispose]: () => void database.close(),
  };
}

function unknown(registers: readonly string[]): RegdeskError {
  const message = `No register ${registers.join(" or ")} has a past; check the name, or give a pattern like boiler.*`;
  return new RegdeskError("REGISTER_NOT_FOUND", message);
}
