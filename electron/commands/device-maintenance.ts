import { InvalidArgumentError, type Command } from "commander";
import type { Client } from "#shared/contract/contract.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { MaintenanceScope } from "#shared/model/device.ts";
import { withControl } from "./control.ts";
import { deviceCalled } from "./device-called.ts";
import { maintenanceAsText } from "./devices-lines.ts";
import { common, print } from "./sources.ts";
import { timeOrNull, timeToCome } from "./sync-times.ts";

interface MaintenanceOptions {
  readonly dataDir: string;
  readonly json: boolean;
  readonly device?: string;
  readonly label?: string;
  readonly site?: string;
  readonly until?: number;
  readonly note?: string;
  readonly end?: number;
}

/** `regdesk devices maintenance`: nothing rings for some devices until a time, or again from now on. */
export function addDeviceMaintenanceCommand(devices: Command): void {
  common(devices.command("maintenance"), "print a JSON array of the maintenance that began")
    .description("mute a device, or all of a label or a site, until a time; or end that")
    .option("--device <device>", "a device's id or name")
    .option("--label <label>", "all devices with this label")
    .option("--site <site>", "all devices of this site")
    .option("--until <time>", "2026-11-20T14:00, 14:00, or how long from now, like 90m", (text) => timeToCome(text))
    .option("--note <text>", "why")
    .option("--end <number>", "end the maintenance of this number", numberOf)
    .action(async (options: MaintenanceOptions) => {
      const began = await withControl(options.dataDir, (client) => maintain(client, options));
      if (began === undefined) return print(options.json ? "[]\n" : "The maintenance is over.\n");
      const told = { ...began, from: timeOrNull(began.from), until: timeOrNull(began.until) };
      print(options.json ? `${JSON.stringify([told])}\n` : maintenanceAsText(began));
    });
}

async function maintain(client: Client, { end, until, note, ...where }: MaintenanceOptions) {
  if (end !== undefined) {
    await client.fleet.endMaintenance({ id: end });
    return undefined;
  }
  if (until === undefined) throw new RegdeskError("DEVICE_NOT_POSSIBLE", "Say until when, with --until");
  const scope = await scopeOf(client, where);
  return client.fleet.maintain({ scope, until, ...(note === undefined ? {} : { note }) });
}

async function scopeOf(
  client: Client,
  { device, label, site }: Pick<MaintenanceOptions, "device" | "label" | "site">,
): Promise<MaintenanceScope> {
  const given = [device, label, site].filter((one) => one !== undefined);
  if (given.length === 1 && device !== undefined)
    return { kind: "device", device: (await deviceCalled(client, device)).id };
  if (given.length === 1 && label !== undefined) return { kind: "label", label };
  if (given.length === 1 && site !== undefined) return { kind: "site", site };
  throw new RegdeskError("DEVICE_NOT_POSSIBLE", "Say for whom, with one of --device, --label and --site");
}

function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A maintenance's number is a whole number.");
}
