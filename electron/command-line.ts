/** The command line: every refusal is one sentence on stderr and exit code 1. */
import { Command } from "commander";
import { sentenceOf } from "./commands/sentence.ts";
import { addServeCommand } from "./commands/serve.ts";
import { VERSION } from "./config.ts";

export async function run(argv: readonly string[]): Promise<void> {
  const program = new Command("regdesk")
    .description("The registers of a site on one laptop: see them live, decide what may change, keep what happened.")
    .version(VERSION, "-V, --version", "print the version")
    .showHelpAfterError("(regdesk --help tells more)");
  addServeCommand(program);
  if (argv[2] !== "serve") {
    const { addOtherCommands } = await import("./commands/others.ts"); // devices wait for a start, and a start for none of these
    addOtherCommands(program);
  }
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
