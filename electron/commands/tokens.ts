import { InvalidArgumentError, Option, type Command } from "commander";
import type { TokensState } from "#shared/contract/tokens.ts";
import { RegdeskError } from "#shared/errors.ts";
import { TokenScope, TokenWish, type Token } from "#shared/model/token.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { harmless } from "./printable.ts";
import { closed } from "./rule-options.ts";
import { FOREVER, untilOf } from "./rule-times.ts";
import { textTable } from "./table.ts";

interface CommonOptions {
  readonly dataDir: string;
  readonly json: boolean;
}

interface AddOptions extends CommonOptions {
  readonly scope?: readonly TokenScope[];
  readonly glob?: readonly string[];
  readonly expires?: number | typeof FOREVER;
}

export function addTokensCommands(program: Command): void {
  const tokens = program
    .command("tokens")
    .description("list and change the access tokens that devices and programs show");
  common(tokens.command("list", { isDefault: true }), "print a JSON array")
    .description("list the tokens, and whether one is needed")
    .action(async ({ dataDir, json }: CommonOptions) => {
      const state = await withControl(dataDir, (client) => client.tokens.state());
      print(json ? `${JSON.stringify(state.tokens.map(tokenAsJson))}\n` : stateAsText(state));
    });
  addAddCommand(tokens);
  common(tokens.command("revoke"), "print a JSON array of the names that were revoked")
    .description("refuse from now on whoever shows the token; this cannot be undone")
    .argument("<name>", "the token's name, as `regdesk tokens` shows it")
    .action(async (name: string, { dataDir, json }: CommonOptions) => {
      await withControl(dataDir, (client) => client.tokens.revoke({ name: name }));
      print(json ? `${JSON.stringify([name])}\n` : `“${harmless(name)}” is revoked; whoever shows it is refused.\n`);
    });
  for (const isRequired of [true, false]) addSwitch(tokens, isRequired);
}

function addAddCommand(tokens: Command): void {
  const end = (text: string): number | typeof FOREVER => untilOf(text);
  const several = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
  common(tokens.command("add"), "print a JSON array of the token and its secret")
    .description("make a token and print it; it is shown this once and kept nowhere")
    .argument("<name>", "how the audit and the rules shall name it")
    .addOption(
      new Option("--scope <scope>", "what it allows: provide, consume or request; repeat").argParser(oneMoreScope),
    )
    .addOption(
      new Option("--glob <pattern>", "registers it is for: boiler.*, or --glob=-*.raw to leave out; repeat").argParser(
        several,
      ),
    )
    .addOption(new Option("--expires <time>", "its end: 18:00, today, 2026-12-24 or forever").argParser(end))
    .action(async (name: string, { scope, glob = [], expires, dataDir, json }: AddOptions) => {
      const wish = wishOf({ name, scopes: scope ?? [], registers: closed(glob), ...expiry(expires) });
      const { token, secret } = await withControl(dataDir, (client) => client.tokens.add(wish));
      print(json ? `${JSON.stringify([{ ...tokenAsJson(token), secret }])}\n` : `${secret}\n`);
    });
}

function addSwitch(tokens: Command, isRequired: boolean): void {
  const description = isRequired
    ? "need a token of whoever uses the listener from now on, and name those who would be refused"
    : "let everybody on the network in again";
  common(tokens.command(isRequired ? "on" : "off"), "print a JSON object")
    .description(description)
    .action(async ({ dataDir, json }: CommonOptions) => {
      const refused = await withControl(dataDir, async ({ tokens: { state, require } }) => {
        const { withoutToken } = await state();
        await require({ isRequired });
        return isRequired ? withoutToken : [];
      });
      if (json) return print(`${JSON.stringify({ isRequired, refused })}\n`);
      print(
        isRequired ? "A token is needed from now on.\n" : "No token is needed: anyone on this network can write.\n",
      );
      if (refused.length > 0)
        print(`Sent without one in the last minutes, and are refused now: ${refused.join(", ")}\n`);
    });
}

function wishOf(wish: unknown): TokenWish {
  const parsed = TokenWish.safeParse(wish);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path[0] === "scopes" ? "--scope" : (issue?.path.join(".") ?? "");
  throw new RegdeskError("TOKEN_INVALID", `${place}: ${issue?.message ?? "it cannot be"}`);
}

function expiry(expires: AddOptions["expires"]): { readonly expiresAt?: number } {
  return expires === undefined || expires === FOREVER ? {} : { expiresAt: expires };
}

function oneMoreScope(text: string, before: readonly TokenScope[] = []): readonly TokenScope[] {
  const scope = TokenScope.safeParse(text);
  if (scope.success) return [...before, scope.data];
  throw new InvalidArgumentError(`A scope is one of ${TokenScope.options.join(", ")}.`);
}

function stateAsText({ isRequired, tokens }: TokensState): string {
  const head = isRequired
    ? "Tokens are on: whoever uses the listener must show one.\n"
    : "Tokens are off: anyone on this network can write. `regdesk tokens on` changes that.\n";
  if (tokens.length === 0) return `${head}There is no token; \`regdesk tokens add\` makes one.\n`;
  const titles = ["NAME", "SCOPES", "REGISTERS", "LAST USED", "EXPIRES"];
  const rows = tokens.map(({ name, scopes, registers, expiresAt, lastUsedAt, lastUsedFrom }) => [
    harmless(name),
    scopes.join(","),
    registers.length === 0 ? "all" : harmless(registers.join(" ")),
    lastUsedAt === undefined ? "never" : `${timeOf(lastUsedAt)} from ${lastUsedFrom ?? "?"}`,
    expiresAt === undefined ? "never" : timeOf(expiresAt),
  ]);
  return `${head}${textTable(titles, rows)}`;
}

function tokenAsJson({ expiresAt, createdAt, lastUsedAt, ...token }: Token) {
  const times = { createdAt, ...(expiresAt === undefined ? {} : { expiresAt }), ...(lastUsedAt && { lastUsedAt }) };
  return { ...token, ...Object.fromEntries(Object.entries(times).map(([name, at]) => [name, timeOf(at)])) };
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}

function print(text: string): void {
  process.stdout.write(text);
}

function common(command: Command, json: string): Command {
  return command.addOption(jsonOption(json)).addOption(dataDirectoryOption());
}
