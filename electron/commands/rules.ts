import { InvalidArgumentError, Option, type Command } from "commander";
import type { Client } from "#shared/contract/contract.ts";
import type { GateFeed } from "#shared/contract/gate.ts";
import { RegdeskError } from "#shared/errors.ts";
import { GateMode, type Rule } from "#shared/model/gate.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { rulesAsJson, rulesAsText, ruleAsText, trialAsJson, trialAsText } from "./rule-lines.ts";
import {
  addRuleOptions,
  changedRule,
  cleared,
  CLEARABLE,
  newRule,
  type Clearable,
  type RuleOptions,
} from "./rule-options.ts";
import { rulesInFile } from "./rules-file.ts";

interface CommonOptions {
  readonly dataDir: string;
  readonly json: boolean;
}

const NAME = "the rule's name, as `regdesk rules` shows it";

export function addRulesCommands(program: Command): void {
  const rules = program.command("rules").description("list and change the rules that decide change requests");
  addLookingCommands(rules);
  addAddCommand(rules);
  addEditCommand(rules);
  addSmallChanges(rules);
  addTryCommand(rules);
}

function addLookingCommands(rules: Command): void {
  common(rules.command("list", { isDefault: true }), "print a JSON array")
    .description("list the rules in the order in which they are asked")
    .action(async ({ dataDir, json }: CommonOptions) => {
      const { policy, hits } = await withControl(dataDir, gateNow);
      print(json ? `${rulesAsJson(policy.rules, hits)}\n` : rulesAsText(policy, hits, Date.now()));
    });
  common(rules.command("show"), "print a JSON array of it")
    .description("show one rule")
    .argument("<name>", NAME)
    .action(async (name: string, { dataDir, json }: CommonOptions) => {
      const { policy, hits } = await withControl(dataDir, gateNow);
      printRules([ruleIn(policy.rules, name)], hits, json);
    });
}

function addAddCommand(rules: Command): void {
  interface AddOptions extends CommonOptions, RuleOptions {
    readonly at?: number;
    readonly disabled: boolean;
  }
  addRuleOptions(common(rules.command("add"), "print a JSON array of the new rule"))
    .description("add a rule, which ends with the day unless --until says otherwise")
    .argument("<name>", "how the audit shall name it")
    .option("--at <position>", "its place, counted from 1; the last if left out", placeOf)
    .option("--disabled", "add it switched off", false)
    .action(async (name: string, { at, disabled, dataDir, json, ...given }: AddOptions) => {
      if (given.action === undefined) {
        throw new RegdeskError("RULE_INVALID", `Rule “${name}”: say what it does with --action approve, deny or ask`);
      }
      const rule = newRule(name, !disabled, given, Date.now());
      await change(dataDir, json, (before) => ({ rules: before.toSpliced((at ?? Infinity) - 1, 0, rule), told: rule }));
    });
}

function addEditCommand(rules: Command): void {
  interface EditOptions extends CommonOptions, RuleOptions {
    readonly name?: string;
    readonly clear?: readonly Clearable[];
  }
  const clear = new Option("--clear <clause...>", "clauses to take away").choices(CLEARABLE);
  addRuleOptions(common(rules.command("edit"), "print a JSON array of the changed rule"))
    .description("change a rule; what is not named stays")
    .argument("<name>", NAME)
    .option("--name <name>", "another name")
    .addOption(clear)
    .action(async (name: string, { name: newName, clear: gone = [], dataDir, json, ...given }: EditOptions) => {
      await change(dataDir, json, (before) => {
        const rule = ruleIn(before, name);
        const told = changedRule({ ...gone.reduce(cleared, rule), name: newName ?? name }, given);
        return { rules: before.map((one) => (one === rule ? told : one)), told };
      });
    });
}

function addSmallChanges(rules: Command): void {
  const small = (
    command: string,
    description: string,
    changed: (before: readonly Rule[], rule: Rule) => Change,
  ): void => {
    common(rules.command(command), "print a JSON array of the rule")
      .description(description)
      .argument("<name>", NAME)
      .action((name: string, { dataDir, json }: CommonOptions) =>
        change(dataDir, json, (before) => changed(before, ruleIn(before, name))),
      );
  };
  const switched = (enabled: boolean) => (before: readonly Rule[], rule: Rule) => {
    const told = { ...rule, enabled };
    return { rules: before.map((one) => (one === rule ? told : one)), told };
  };
  small("enable", "switch a rule on", switched(true));
  small("disable", "switch a rule off", switched(false));
  small("remove", "remove a rule", (before, rule) => ({ rules: before.filter((one) => one !== rule), told: rule }));
  common(rules.command("move"), "print a JSON array of the rule")
    .description("move a rule to another place; the first that is about a request decides")
    .argument("<name>", NAME)
    .argument("<position>", "its place, counted from 1", placeOf)
    .action((name: string, place: number, { dataDir, json }: CommonOptions) =>
      change(dataDir, json, (before) => {
        const told = ruleIn(before, name);
        return { rules: before.filter((one) => one !== told).toSpliced(place - 1, 0, told), told };
      }),
    );
}

function addTryCommand(rules: Command): void {
  interface TryOptions extends CommonOptions {
    readonly file?: string;
    readonly mode?: GateMode;
  }
  common(rules.command("try"), "print a JSON array")
    .description("say what the rules would have decided about the last 200 requests; nothing is changed")
    .option("--file <path>", "try the rules in a file, as `regdesk rules list --json` prints them")
    .addOption(new Option("--mode <mode>", "in another mode than the present one").choices(GateMode.options))
    .action(async ({ file, mode, dataDir, json }: TryOptions) => {
      const given = file === undefined ? undefined : rulesInFile(file);
      const { verdicts, tried } = await withControl(dataDir, async ({ gate }) => {
        const tried = given ?? (await gate.policy()).rules;
        return { tried, verdicts: await gate.tryRules({ rules: tried, ...(mode === undefined ? {} : { mode }) }) };
      });
      print(json ? `${trialAsJson(verdicts, tried)}\n` : trialAsText(verdicts, tried));
    });
}

interface Change {
  readonly rules: Rule[];
  /** The rule that is told of. */
  readonly told: Rule;
}

/** Saves a change of the list as it is now, and tells of the rule it was about. */
async function change(
  dataDirectory: string,
  json: boolean,
  changed: (before: readonly Rule[]) => Change,
): Promise<void> {
  const { told, hits } = await withControl(dataDirectory, async (client) => {
    const { policy, hits } = await gateNow(client);
    const { rules, told } = changed(policy.rules);
    await client.gate.saveRules({ rules, version: policy.version });
    return { told, hits };
  });
  printRules([told], hits, json);
}

/** The policy and the hits, as a window gets them first. */
async function gateNow({ gate }: Client): Promise<GateFeed> {
  for await (const now of await gate.watch()) return now;
  throw new RegdeskError("HOST_UNREACHABLE", "Regdesk is stopping; try again when it runs");
}

function ruleIn(rules: readonly Rule[], name: string): Rule {
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule !== undefined) return rule;
  throw new RegdeskError("RULE_NOT_FOUND", `There is no rule “${name}”; \`regdesk rules\` lists those there are`);
}

function printRules(rules: readonly Rule[], hits: GateFeed["hits"], json: boolean): void {
  print(json ? `${rulesAsJson(rules, hits)}\n` : rules.map((rule) => ruleAsText(rule, hits, Date.now())).join(""));
}

function print(text: string): void {
  process.stdout.write(text);
}

function common(command: Command, json: string): Command {
  return command.addOption(jsonOption(json)).addOption(dataDirectoryOption());
}

function placeOf(text: string): number {
  const place = Number(text);
  if (/^\d+$/.test(text) && place >= 1 && Number.isSafeInteger(place)) return place;
  throw new InvalidArgumentError("A place in the list is a whole number from 1.");
}
