/** The command line: every refusal is one sentence on stderr and exit code 1. */
import { Command } from "commander";
import { addAlarmsCommands } from "./commands/alarms.ts";
import { addAuditCommands } from "./commands/audit.ts";
import { addBackupCommands } from "./commands/backups.ts";
import { addDecisionCommands } from "./commands/decisions.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addDevicesCommands } from "./commands/devices.ts";
import { addDiagnosticsCommand } from "./commands/diagnostics.ts";
import { addHistoryCommand } from "./commands/history.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addEraseCommand } from "./commands/erase.ts";
import { addImportCommand } from "./commands/import.ts";
import { addModeCommand } from "./commands/mode.ts";
import { sentenceOf } from "./commands/sentence.ts";
import { addRequestsCommand } from "./commands/requests.ts";
import { addRulesCommands } from "./commands/rules.ts";
import { addRunsCommand } from "./commands/runs.ts";
import { addServeCommand } from "./commands/serve.ts";
import { addSourcesCommands } from "./commands/sources.ts";
import { addSyncCommand } from "./commands/sync.ts";
import { addTokensCommands } from "./commands/tokens.ts";
import { addUpdateCommand } from "./commands/update.ts";
import { VERSION } from "./config.ts";

export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command("regdesk")
    .description("The registers of a site on one laptop: see them live, decide what may change, keep what happened.")
    .version(VERSION, "-V, --version", "print the version")
    .showHelpAfterError("(regdesk --help tells more)");
  addServeCommand(program);
  addRequestsCommand(program);
  addDecisionCommands(program);
  addModeCommand(program);
  addRulesCommands(program);
  addTokensCommands(program);
  addDevicesCommands(program);
  addAlarmsCommands(program);
  addSourcesCommands(program);
  addSyncCommand(program);
  addRunsCommand(program);
  addAuditCommands(program);
  addHistoryCommand(program);
  addBackupCommands(program);
  addEraseCommand(program);
  addImportCommand(program);
  addDiagnosticsCommand(program);
  addDoctorCommand(program);
  addDemoCommand(program);
  addUpdateCommand(program);
  program
    .command("version")
    .description("print the version")
    .action(() => void process.stdout.write(`${VERSION}\n`));
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.stderr.write(`regdesk: ${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}
