/** What the filter field of the devices' screen means. Words must all be found; `label:roof` looks in one place only. */
import { deviceName, type Device } from "#shared/model/device.ts";
import { text } from "../messages/messages.ts";
import { compile, type Compiled } from "../search/pattern.ts";
import { tokensOf, type Token, type Word } from "../search/tokens.ts";

export type Matches = (device: Device) => boolean;

const PLACES: Readonly<Record<string, (device: Device) => readonly string[]>> = {
  name: (device) => [deviceName(device), device.wireName],
  id: ({ id }) => [id],
  site: ({ site }) => (site === undefined ? [] : [site]),
  label: ({ labels }) => labels,
  address: ({ addresses }) => addresses.map(({ address }) => address),
  state: ({ state }) => [state, text.devices.states[state]],
  is: ({ review, isMuted, hasAskedForChanges }) => [
    review,
    ...(isMuted ? ["muted"] : []),
    ...(hasAskedForChanges ? [] : ["read-only"]),
  ],
};

/** Where a word alone is looked for. */
const ANYWHERE = ["name", "id", "site", "label", "address", "state"] as const;

/** @returns nothing when nothing is sought */
export function deviceMatcher(query: string): Matches | undefined {
  const terms = tokensOf(query).flatMap(termOf);
  return terms.length === 0 ? undefined : (device) => terms.every((holds) => holds(device));
}

/** What is still being typed, such as `site:`, filters nothing away. */
function termOf({ key, words, literal, isNegated }: Token): Matches[] {
  const place = key === undefined ? undefined : PLACES[key];
  // `12:30` names no place, and may just be meant.
  const isLiteral = key !== undefined && !place;
  const tests = isLiteral
    ? [compile({ kind: "text", text: literal }, "part")]
    : words.filter((word) => word.text !== "").map(patternOf);
  if (tests.length === 0) return [];
  const textsOf = place ?? everywhere;
  return [(device) => textsOf(device).some((found) => tests.some((test) => test(found))) !== isNegated];
}

const everywhere = (device: Device): readonly string[] => [
  ...ANYWHERE.flatMap((place) => PLACES[place]?.(device) ?? []),
  ...device.identities.map(({ value }) => value),
];

function patternOf({ text: word, isQuoted }: Word): Compiled {
  const lower = word.toLowerCase();
  return !isQuoted && lower.includes("*")
    ? compile({ kind: "glob", pieces: lower.split("*") }, "part")
    : compile({ kind: "text", text: lower }, "part");
}
