import { afterEach, expect, test } from "vitest";
import { RegdeskError } from "#shared/errors.ts";
import { conditionSentence, errorSentence } from "../../renderer/lib/host-words.ts";
import { speak, text } from "../../renderer/lib/messages/messages.ts";

afterEach(() => void speak("en"));

const full = { reason: "disk-full", message: "The database /data/regdesk.db cannot be written: the disk is full." };
const decided = new RegdeskError("CHANGE_REQUEST_DECIDED", "Request 17 is denied already.");

test("an English window shows the host's own words", () => {
  expect(conditionSentence(full)).toBe(full.message);
  expect(errorSentence(decided)).toBe(decided.message);
});

test("another window shows its own words where it has some", () => {
  speak("de");
  expect(conditionSentence(full)).toBe(text.host.conditions["disk-full"]);
  expect(errorSentence(decided)).toBe(text.host.refusals.CHANGE_REQUEST_DECIDED);
});

test("what no catalogue knows is shown as the host said it", () => {
  speak("de");
  expect(conditionSentence({ reason: "toString", message: "New in this version." })).toBe("New in this version.");
  expect(errorSentence(new Error("connection closed"))).toBe("connection closed");
});
