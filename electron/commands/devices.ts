import { InvalidArgumentError, type Command } from "commander";
import type { Client } from "#shared/contract/contract.ts";
import type { Device, DeviceChange } from "#shared/model/device.ts";
import { deviceCalled } from "./device-called.ts";
import { withControl } from "./control.ts";
import { addDeviceMaintenanceCommand } from "./device-maintenance.ts";
import { deviceAsObject, deviceAsText, devicesAsJson, devicesAsText } from "./devices-lines.ts";
import { common, print } from "./sources.ts";
import { timeOrNull } from "./sync-times.ts";

interface CommonOptions {
  readonly dataDir: string;
  readonly json: boolean;
}

type Act = (client: Client, device: Device) => Promise<Device | readonly Device[]>;

const DEVICE = "a device's id, or its name if no other has it";

export function addDevicesCommands(program: Command): void {
  const devices = program.command("devices").description("list devices, and say what they are");
  addLookingCommands(devices);
  addNamingCommands(devices);
  addShapingCommands(devices);
  addReviewCommands(devices);
  addDeviceMaintenanceCommand(devices);
}

function addLookingCommands(devices: Command): void {
  common(devices.command("list", { isDefault: true }), "print a JSON array")
    .description("list the devices, those with troubles first")
    .option("--all", "also those that are ignored or blocked", false)
    .action(async ({ all, dataDir, json }: CommonOptions & { all: boolean }) => {
      const known = await withControl(dataDir, (client) => client.fleet.list());
      const shown = known.filter(({ review }) => all || (review !== "ignored" && review !== "blocked"));
      print(json ? `${devicesAsJson(shown)}\n` : devicesAsText(shown));
    });
  common(devices.command("show"), "print a JSON object")
    .description("show one device, how it stands and why, its outages and notes")
    .argument("<device>", DEVICE)
    .action(async (name: string, { dataDir, json }: CommonOptions) => {
      const [device, uptime, registers] = await withControl(dataDir, async (client) => {
        const found = await deviceCalled(client, name);
        const { id } = found;
        return [found, await client.fleet.uptime({ id }), await client.fleet.registers({ id })] as const;
      });
      if (!json) return print(deviceAsText(device, uptime));
      const outages = uptime.outages.map((outage) => ({
        ...outage,
        start: timeOrNull(outage.start),
        end: timeOrNull(outage.end),
      }));
      print(`${JSON.stringify({ ...deviceAsObject(device), outages, registerNames: registers })}\n`);
    });
}

function addNamingCommands(devices: Command): void {
  action(devices.command("rename"), "give a device a name; without one it is called what the wire calls it")
    .argument("[name]", "what people call it")
    .action((device: string, alias: string | undefined, options: CommonOptions) =>
      changing(device, options, { alias: alias ?? null }),
    );
  action(devices.command("label"), "give a device these labels in place of those it has; without any, none")
    .argument("[label...]", "for example roof")
    .action((device: string, labels: string[], options: CommonOptions) => changing(device, options, { labels }));
  action(devices.command("site"), "say where a device is; without a site, nowhere")
    .argument("[site]", "for example Site-5")
    .action((device: string, site: string | undefined, options: CommonOptions) =>
      changing(device, options, { site: site ?? null }),
    );
  action(devices.command("note"), "write a note on a device")
    .argument("<text>", "Markdown")
    .action((device: string, text: string, options: CommonOptions) =>
      acting(device, options, (client, { id }) => client.fleet.addNote({ id, text })),
    );
}

function addShapingCommands(devices: Command): void {
  action(devices.command("merge"), "make two devices one: everything of the first is the second's from then on")
    .argument("<into>", DEVICE)
    .action((device: string, into: string, options: CommonOptions) =>
      acting(device, options, async (client, { id }) =>
        client.fleet.merge({ id, into: (await deviceCalled(client, into)).id }),
      ),
    );
  action(devices.command("split"), "make some registers of a device a device of their own")
    .argument("<name>", "what the new device is called")
    .argument("<register...>", "names or globs such as pump.*")
    .action((device: string, name: string, registers: string[], options: CommonOptions) =>
      acting(device, options, (client, { id }) => client.fleet.split({ id, name, registers })),
    );
  action(devices.command("forget"), "delete what is known of a device; it reappears if it pushes again")
    .requiredOption("--registers <count>", "how many registers it has, so that the right one goes", countOf)
    .action((device: string, options: CommonOptions & { registers: number }) =>
      acting(device, options, async (client, found) => {
        await client.fleet.forget({ id: found.id, registers: options.registers });
        return found;
      }),
    );
}

function addReviewCommands(devices: Command): void {
  const decisions = {
    keep: "say that a device belongs here",
    ignore: "hide and mute a device",
    block: "refuse what a device pushes, where devices need a token",
    later: "leave a new device for later",
  } as const;
  for (const [decision, description] of Object.entries(decisions) as [keyof typeof decisions, string][]) {
    common(devices.command(decision), "print a JSON array of the devices")
      .description(`${description}; all of those named, or none`)
      .argument("<device...>", DEVICE)
      .action(async (names: string[], { dataDir, json }: CommonOptions) => {
        const reviewed = await withControl(dataDir, async (client) => {
          const ids = (await Promise.all(names.map((name) => deviceCalled(client, name)))).map(({ id }) => id);
          return client.fleet.review({ ids, decision });
        });
        print(json ? `${devicesAsJson(reviewed)}\n` : devicesAsText(reviewed));
      });
  }
}

function action(command: Command, description: string): Command {
  return common(command, "print a JSON array of the device").description(description).argument("<device>", DEVICE);
}

function changing(device: string, options: CommonOptions, change: DeviceChange): Promise<void> {
  return acting(device, options, (client, { id }) => client.fleet.edit({ id, change }));
}

async function acting(name: string, { dataDir, json }: CommonOptions, act: Act): Promise<void> {
  const acted = await withControl(dataDir, async (client) => act(client, await deviceCalled(client, name)));
  const devices = "id" in acted ? [acted] : acted;
  print(json ? `${devicesAsJson(devices)}\n` : devicesAsText(devices));
}

function countOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A count is a whole number.");
}
