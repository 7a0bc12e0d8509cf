import { InvalidArgumentError, type Command } from "commander";
import type { Client } from "#shared/contract/contract.ts";
import { AlarmId, AlarmRuleId, type Alarm } from "#shared/model/alarm.ts";
import { addAlarmRuleOptions, alarmRuleFrom, type AlarmRuleOptions } from "./alarm-rule-options.ts";
import { alarmRulesAsText, alarmsAsJson, alarmsAsText } from "./alarms-lines.ts";
import { withControl } from "./control.ts";
import { deviceCalled } from "./device-called.ts";
import { common, print } from "./sources.ts";
import { timeToCome } from "./sync-times.ts";

interface CommonOptions {
  readonly dataDir: string;
  readonly json: boolean;
  readonly note?: string;
}

type Decide<Options> = (client: Client, ids: AlarmId[], options: Options) => Promise<Alarm[]>;

export function addAlarmsCommands(program: Command): void {
  const alarms = program.command("alarms").description("list alarms, and say that you know of them");
  common(alarms.command("list", { isDefault: true }), "print a JSON array")
    .description("list the alarms that are not over, the most urgent first")
    .action(async ({ dataDir, json }: CommonOptions) => {
      tell(await withControl(dataDir, (client) => client.alarms.list()), json);
    });
  addDecisions(alarms);
  addRuleCommands(alarms);
}

function addDecisions(alarms: Command): void {
  const note = ({ note: text }: CommonOptions) => (text === undefined ? {} : { note: text });
  decision<CommonOptions>(alarms, "ack", "say that you know; what lasts stays listed", (client, ids, options) =>
    client.alarms.acknowledge({ ids, ...note(options) }),
  ).option("--note <text>", "why, for the record");
  decision<CommonOptions & { until: number; reason: string }>(
    alarms,
    "shelve",
    "put alarms aside until a time, when they come back by themselves",
    (client, ids, { until, reason }) => client.alarms.shelve({ ids, until, reason }),
  )
    .requiredOption("--until <time>", "2026-11-20T14:00, 14:00, or how long from now: 5m, 1h", (text) =>
      timeToCome(text),
    )
    .requiredOption("--reason <text>", "why, for the record");
  decision<CommonOptions>(alarms, "unshelve", "take alarms from the shelf", (client, ids) =>
    client.alarms.unshelve({ ids }),
  );
  decision<CommonOptions>(
    alarms,
    "clear",
    "close alarms, whether they last or not; they come again once they were over",
    (client, ids, options) => client.alarms.clear({ ids, ...note(options) }),
  ).option("--note <text>", "why, for the record");
}

function addRuleCommands(alarms: Command): void {
  common(alarms.command("rules"), "print a JSON array")
    .description("list the rules that raise alarms")
    .action(async ({ dataDir, json }: CommonOptions) => {
      const rules = await withControl(dataDir, (client) => client.alarms.rules());
      print(json ? `${JSON.stringify(rules)}\n` : alarmRulesAsText(rules));
    });
  addAlarmRuleOptions(common(alarms.command("add"), "print a JSON array of the rule"))
    .description("add a rule, or change the one of that id")
    .argument("<id>", "small letters, digits and dashes, for example boiler-hot")
    .action(async (id: string, options: CommonOptions & AlarmRuleOptions) => {
      const rule = await withControl(options.dataDir, async (client) => {
        const { device } = options;
        const of = device === undefined ? undefined : (await deviceCalled(client, device)).id;
        return client.alarms.saveRule({ rule: alarmRuleFrom(ruleIdOf(id), options, of) });
      });
      print(options.json ? `${JSON.stringify([rule])}\n` : alarmRulesAsText([rule]));
    });
  common(alarms.command("remove"), "print an empty JSON array")
    .description("remove a rule; its alarms are closed")
    .argument("<id>", "as `regdesk alarms rules` shows it")
    .action(async (id: string, { dataDir, json }: CommonOptions) => {
      await withControl(dataDir, (client) => client.alarms.removeRule({ id: ruleIdOf(id) }));
      print(json ? "[]\n" : `The rule ${id} was removed.\n`);
    });
}

function decision<Options extends CommonOptions>(
  alarms: Command,
  name: string,
  description: string,
  decide: Decide<Options>,
): Command {
  return common(alarms.command(name), "print a JSON array of the alarms")
    .description(`${description}; all of those named, or none`)
    .argument("<id...>", "the numbers that `regdesk alarms` shows", idsOf)
    .action(async (ids: AlarmId[], options: Options) => {
      tell(await withControl(options.dataDir, (client) => decide(client, ids, options)), options.json);
    });
}

function tell(alarms: readonly Alarm[], json: boolean): void {
  print(json ? `${alarmsAsJson(alarms)}\n` : alarmsAsText(alarms));
}

function idsOf(text: string, before: AlarmId[] | undefined): AlarmId[] {
  const id = AlarmId.safeParse(text);
  if (!id.success) throw new InvalidArgumentError("An alarm's id is a number such as 17.");
  return [...(before ?? []), id.data];
}

function ruleIdOf(text: string): AlarmRuleId {
  const id = AlarmRuleId.safeParse(text);
  if (!id.success) throw new InvalidArgumentError("A rule's id is of small letters, digits and dashes.");
  return id.data;
}
