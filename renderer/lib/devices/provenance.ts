import { deviceName, type Device } from "#shared/model/device.ts";
import { text } from "../messages/messages.ts";
import { identityOf } from "./standing.ts";

/** How a device was told apart, for example “Identified by metadata.device”. What is its name anyway is not said again. */
export function provenanceOf(device: Device): string {
  const [first] = device.identities;
  if (!first) return "";
  const isName = first.by === "metadata" && first.value === deviceName(device);
  return text.devices.review.identified(isName ? `metadata.${first.key ?? ""}` : identityOf(first));
}
