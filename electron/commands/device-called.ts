import type { Client } from "#shared/contract/contract.ts";
import { RegdeskError } from "#shared/errors.ts";
import { deviceName, type Device } from "#shared/model/device.ts";

/** The device a person names. @throws {RegdeskError} `DEVICE_NOT_FOUND`, `DEVICE_NOT_POSSIBLE` when several are called so */
export async function deviceCalled(client: Client, name: string): Promise<Device> {
  const all = await client.fleet.list();
  const byId = all.find(({ id }) => id === name);
  if (byId !== undefined) return byId;
  const [found, other] = all.filter((device) => deviceName(device) === name || device.wireName === name);
  if (found === undefined) {
    throw new RegdeskError("DEVICE_NOT_FOUND", `There is no device ${name}; \`regdesk devices --all\` shows them all`);
  }
  if (other === undefined) return found;
  const message = `Several devices are called ${name}, among them ${found.id} and ${other.id}; name one by its id`;
  throw new RegdeskError("DEVICE_NOT_POSSIBLE", message);
}
