/** The command line: every refusal is one sentence on stderr and exit code 1. */
import { Command } from "commander";
import { addBackupCommands } from "./commands/backups.ts";
import { addDecisionCommands } from "./commands/decisions.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { sentenceOf } from "./commands/sentence.ts";
import { addRequestsCommand } from "./commands/requests.ts";
import { addServeCommand } from "./commands/serve.ts";
import { VERSION } from "./config.ts";

export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command("regdesk")
    .description("The registers of a site on one laptop: see them live, decide what may change, keep what happened.")
    .version(VERSION, "-V, --version", "print the version")
    .showHelpAfterError("(regdesk --help tells more)");
  addServeCommand(program);
  addRequestsCommand(program);
  addDecisionCommands(program);
  addBackupCommands(program);
  addDemoCommand(program);
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
