import { InvalidArgumentError, type Command } from "commander";
import { ActivityPageQuery } from "#shared/contract/activity.ts";
import { ACTIVITY_KINDS, type ActivityKind, type AuditLine } from "#shared/model/activity.ts";
import { RegdeskError } from "#shared/errors.ts";
import { auditOf, type OpenAudit } from "./audit-reading.ts";
import { addAuditExportCommand } from "./audit-export.ts";
import { addAuditVerifyCommand } from "./audit-verify.ts";
import { auditLineAsJson, auditLineAsText } from "./audit-lines.ts";
import { withControl } from "./control.ts";
import { momentOf } from "./moment.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { endWithReader } from "./reader-gone.ts";
import { aborted, stopRequested } from "./stop.ts";

interface ListOptions {
  readonly kind?: readonly ActivityKind[];
  readonly register?: string;
  readonly by?: string;
  readonly from?: number;
  readonly to?: number;
  readonly limit: number;
  readonly follow: boolean;
  readonly json: boolean;
  readonly dataDir: string;
}

export function addAuditCommands(program: Command): void {
  const audit = program
    .command("audit")
    .description("what happened: who, what, when and why; read without changing it");
  audit
    .command("list", { isDefault: true })
    .description("the latest lines, oldest first, whether Regdesk runs or not")
    .option("--kind <kind...>", `only these: ${ACTIVITY_KINDS.join(", ")}`, kindOf)
    .option(
      "--register <part>",
      "only what happened to a register (or a rule, a setting) with this in its name or note",
    )
    .option("--by <part>", "only what somebody with this in their name caused")
    .option("--from <moment>", "only from then on: a date and time, or how long ago, for example 2h", momentOf)
    .option("--to <moment>", "only before then", momentOf)
    .option("--limit <number>", "how many", limitOf, 50)
    .option("-f, --follow", "then each line as it is written; Regdesk must be running", false)
    .addOption(jsonOption("print a line of JSON for each"))
    .addOption(dataDirectoryOption())
    .action(list);
  addAuditExportCommand(audit);
  addAuditVerifyCommand(audit);
}

async function list(options: ListOptions): Promise<void> {
  using audit = auditOf(options.dataDir);
  endWithReader();
  const print = (line: AuditLine): void => {
    process.stdout.write(options.json ? `${auditLineAsJson(line)}\n` : `${auditLineAsText(line)}\n`);
  };
  const filter = filterOf(options);
  const newest = audit.newestId();
  latest(audit, filter, options.limit).forEach(print);
  if (options.follow) await follow(options.dataDir, () => audit.after(newest, filter), print);
}

function filterOf({ kind, register, by, from, to }: ListOptions) {
  const given = { kinds: kind, text: register, by, from, to };
  return ActivityPageQuery.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));
}

/** The latest lines, oldest first. */
function latest(audit: OpenAudit, filter: ActivityPageQuery, limit: number): AuditLine[] {
  const lines: AuditLine[] = [];
  for (let before: number | undefined; lines.length < limit;) {
    const query = {
      ...filter,
      limit: Math.min(limit - lines.length, 1_000),
      ...(before === undefined ? {} : { before }),
    };
    const page = audit.page(query);
    lines.push(...page.lines);
    if (page.next === undefined) break;
    before = page.next;
  }
  return lines.reverse();
}

/** The host says that there is something new; what, the database knows. */
async function follow(
  dataDirectory: string,
  added: () => Iterable<AuditLine>,
  print: (line: AuditLine) => void,
): Promise<void> {
  const stop = stopRequested();
  const isOver = await withControl(dataDirectory, async (client) => {
    const news = await client.activity.watch();
    void aborted(stop).then(() => news.return());
    for (;;) {
      const heard = await news.next().catch(() => undefined);
      for (const line of added()) print(line);
      if (heard === undefined || heard.done === true) return stop.aborted;
    }
  });
  if (!isOver) throw new RegdeskError("HOST_UNREACHABLE", "Regdesk has stopped, so nothing more is written");
}

function kindOf(text: string, before: readonly ActivityKind[] = []): readonly ActivityKind[] {
  const kind = ACTIVITY_KINDS.find((known) => known === text);
  if (kind === undefined) throw new InvalidArgumentError(`The kinds are ${ACTIVITY_KINDS.join(", ")}.`);
  return [...before, kind];
}

function limitOf(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number > 0 && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError("A limit is a whole number above zero.");
}
