/** Finding change requests by words, the same in the window and in what is stored. */
import type { JsonText } from "./json.ts";
import type { ChangeRequest } from "./model/change-request.ts";

export type RequestText = Pick<
  ChangeRequest,
  "id" | "register" | "device" | "deviceWireNames" | "value" | "outcomeValue" | "requester" | "decidedBy" | "note"
>;

/** @param text words that must all be found, in any order and of either case
 *  @returns whether a request has them all: in names, values, notes, and who asked or decided */
export function requestFinder(text: string): (request: RequestText) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (request) => {
    const told = toldOf(request);
    return words.every((word) => told.includes(word));
  };
}

function toldOf({ value, outcomeValue, requester, deviceWireNames = [], ...request }: RequestText): string {
  const { id, register, device, decidedBy, note } = request;
  const { address, person, userAgent } = requester;
  const told = [id, register, device, plain(value), plain(outcomeValue), address, person, userAgent, decidedBy, note];
  return [...told, ...deviceWireNames].filter(Boolean).join("\n").toLowerCase();
}

/** A text is looked for as it reads, without its quotes. */
function plain(value: JsonText | undefined): string | undefined {
  return value?.startsWith('"') ? (JSON.parse(value) as string) : value;
}
