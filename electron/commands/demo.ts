import { InvalidArgumentError, type Command } from "commander";
import { DEFAULT_PORT } from "../config.ts";
import { playDemo } from "../demo/site.ts";
import { stopRequested } from "./stop.ts";

export function addDemoCommand(program: Command): void {
  program
    .command("demo")
    .description("play a small site of six devices through the real port, until Ctrl+C")
    .option("--url <url>", "where Regdesk listens for devices", urlOf, `http://127.0.0.1:${DEFAULT_PORT}`)
    .action(({ url }: { readonly url: string }) =>
      playDemo({ url, signal: stopRequested(), onNotice: (sentence) => void process.stderr.write(`${sentence}\n`) }),
    );
}

function urlOf(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, "");
  throw new InvalidArgumentError("An address looks like http://192.168.1.42:8080.");
}
