import { InvalidArgumentError, type Command } from "commander";
import { withControl } from "./control.ts";
import { runsAsJson, runsAsText } from "./runs-lines.ts";
import { common, print, sourceOf } from "./sources.ts";

/** So many are kept. */
const MOST = 200;

interface RunsOptions {
  readonly limit: number;
  readonly dataDir: string;
  readonly json: boolean;
}

export function addRunsCommand(program: Command): void {
  common(program.command("runs"), "print a JSON array")
    .description("list a source's sync runs, the latest first")
    .argument("<name>", "the source's name, as `regdesk sources list` shows it")
    .option("--limit <number>", "how many at most", limitOf, MOST)
    .action(async (name: string, { limit, dataDir, json }: RunsOptions) => {
      const runs = await withControl(dataDir, async (client) => {
        const { source } = await sourceOf(client, name);
        return client.sources.runs({ name: source.name, limit });
      });
      print(json ? `${runsAsJson(runs)}\n` : runsAsText(runs));
    });
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= MOST) return limit;
  throw new InvalidArgumentError(`A limit is a whole number from 1 to ${MOST}, as many as are kept.`);
}
