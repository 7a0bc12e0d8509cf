import { expect, test } from "vitest";
import { deviceMatcher } from "../../../renderer/lib/devices/filter.ts";
import { aDevice } from "../../support/builders.ts";

const DEVICES = [
  aDevice({ id: "d1", wireName: "boiler-2", alias: "Boiler north", site: "Plant 1", labels: ["heating", "roof"] }),
  aDevice({ id: "d2", wireName: "pump-4", state: "offline", isMuted: true, hasAskedForChanges: false }),
  aDevice({ id: "d3", wireName: "heating-7", review: "new", addresses: [] }),
  aDevice({ id: "d4", wireName: "meter", identities: [{ by: "metadata", key: "mac", value: "00:1b:44:11" }] }),
];

const found = (query: string) => {
  const matches = deviceMatcher(query);
  return DEVICES.filter((device) => !matches || matches(device)).map(({ id }) => id);
};

test.each([
  ["", ["d1", "d2", "d3", "d4"], "nothing is sought"],
  ["BOILER", ["d1"], "capitals do not matter"],
  ["boiler-2", ["d1"], "the wire's name counts, too"],
  ["heating", ["d1", "d3"], "in a label and in a name"],
  ["label:heating", ["d1"], "in labels only"],
  ["heating -label:roof", ["d3"], "but not those"],
  ["north heating", ["d1"], "all words must be found"],
  ["offline", ["d2"], "by its state"],
  ["state:off,late", ["d2"], "one of several is enough"],
  ["is:muted", ["d2"], "under maintenance"],
  ["is:read-only", ["d2"], "never asked for changes"],
  ["is:new", ["d3"], "nobody looked at it"],
  ["192.168.1.2*", ["d1", "d2", "d4"], "anything may stand for the asterisk"],
  ['"plant 1"', ["d1"], "words that belong together"],
  ["d3", ["d3"], "its id"],
  ["00:1b", ["d4"], "a colon need not mean a place"],
  ["site:", ["d1", "d2", "d3", "d4"], "what is still being typed filters nothing away"],
])("%s finds %j: %s", (query, ids) => {
  expect(found(query)).toEqual(ids);
});
