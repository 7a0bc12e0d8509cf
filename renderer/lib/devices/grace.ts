import { DeviceChange } from "#shared/model/device.ts";

const Grace = DeviceChange.shape.grace;

/** What somebody wrote, with a point or a comma; empty means as for all devices. @returns undefined when it is no grace */
export function readGrace(written: string): number | null | undefined {
  const text = written.trim().replace(",", ".");
  if (text === "") return null;
  return /^\d+(\.\d+)?$/.test(text) ? Grace.safeParse(Number(text)).data : undefined;
}
