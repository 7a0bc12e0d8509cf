import { Argument, type Command } from "commander";
import { GateMode, type GatePolicy } from "#shared/model/gate.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";

interface ModeOptions {
  readonly dataDir: string;
  readonly json: boolean;
}

export const MODE_WORDS: Readonly<Record<GateMode, string>> = {
  ask: "ask: what no rule decides waits for you",
  rules: "rules: what no rule approves is denied",
  "pass-through": "pass-through: everything goes to the devices at once, and no rule is asked",
};

export function addModeCommand(program: Command): void {
  program
    .command("mode")
    .description("say what happens to change requests that no rule decides, or choose it; what waits already stays")
    .addArgument(new Argument("[mode]", "the mode to choose").choices(GateMode.options))
    .addOption(jsonOption("print a JSON array of one policy, without its rules"))
    .addOption(dataDirectoryOption())
    .action(async (chosen: GateMode | undefined, { dataDir, json }: ModeOptions) => {
      const policy = await withControl(dataDir, ({ gate }) =>
        chosen === undefined ? gate.policy() : gate.setMode({ mode: chosen }),
      );
      process.stdout.write(json ? `${modeAsJson(policy)}\n` : `${MODE_WORDS[policy.mode]}\n`);
    });
}

function modeAsJson({ mode, limits, denyNoteRequired, version }: GatePolicy): string {
  return JSON.stringify([{ mode, limits, denyNoteRequired, version }]);
}
