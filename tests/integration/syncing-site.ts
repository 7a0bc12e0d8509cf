/** A host with a document beside it, and the technician's commands for it, through the real process. */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { regdesk, servingRegdesk, type Finished } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

export const OFFSET_TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/) as string;
export const PATIENCE = { timeout: 20_000, interval: 100 };

export interface Site extends AsyncDisposable {
  readonly url: string;
  readonly directory: string;
  /** A document of a source. */
  readonly document: string;
  /** Writes the document. */
  write(registers: Readonly<Record<string, unknown>>): Promise<void>;
  run(...args: readonly string[]): Promise<Finished>;
  /** What a command that must succeed prints with `--json`. */
  json<Answer = Record<string, unknown>[]>(...args: readonly string[]): Promise<Answer>;
  restarted(): Promise<void>;
}

export async function site(): Promise<Site> {
  const directory = await temporaryDirectory();
  const data = join(directory.path, "data");
  const document = join(directory.path, "plant.json");
  let serving = await servingRegdesk(data);
  const run = (...args: readonly string[]): Promise<Finished> => regdesk(...args, "--data-dir", data);
  return {
    get url() {
      return serving.url;
    },
    directory: data,
    document,
    async write(registers) {
      const all = Object.entries(registers).map(([name, value]) => [name, { value }]);
      await writeFile(`${document}.draft`, JSON.stringify({ registers: Object.fromEntries(all) as unknown }));
      await rename(`${document}.draft`, document);
    },
    run,
    async json<Answer>(...args: readonly string[]) {
      const { code, stdout, stderr } = await run(...args, "--json");
      if (code !== 0) throw new Error(stderr);
      expect([stderr, stdout.trimEnd().split("\n").length]).toEqual(["", 1]);
      return JSON.parse(stdout) as Answer;
    },
    async restarted() {
      await serving.stop("SIGTERM");
      serving = await servingRegdesk(data);
    },
    async [Symbol.asyncDispose]() {
      await serving[Symbol.asyncDispose]();
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** Adds a file source that is synced by hand only. */
export async function withPlant(here: Site, ...args: readonly string[]): Promise<void> {
  await here.write({ "boiler.temp": 20, "boiler.raw": 1 });
  await here.json("sources", "add", "plant", "--kind", "file", "--path", here.document, "--manual", ...args);
}

export function refusal(sentence: string) {
  return { code: 1, stdout: "", stderr: `regdesk: ${sentence}\n` };
}
