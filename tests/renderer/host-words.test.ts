import { afterEach, expect, test } from "vitest";
import { ERROR_STATUS, RegdeskError, type ErrorCode } from "#shared/errors.ts";
import { conditionSentence, errorSentence, readingSentence } from "../../renderer/lib/host-words.ts";
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

test("what exactly is wrong is said in the host's words, after the window's own", () => {
  speak("de");
  const refused = new RegdeskError("SOURCE_INVALID", "ref: is missing");
  expect(errorSentence(refused)).toBe(`${text.host.refusals.SOURCE_INVALID} ref: is missing`);
});

test("what cannot be read says why, and not that nothing was stored", () => {
  speak("de");
  const damaged = new RegdeskError("STORE_UNAVAILABLE", "/data/history.db cannot be read: it is damaged.");
  expect(readingSentence(damaged)).toBe(damaged.message);
  expect(readingSentence(decided)).toBe(errorSentence(decided));
});

test("what no catalogue knows is shown as the host said it", () => {
  speak("de");
  expect(conditionSentence({ reason: "toString", message: "New in this version." })).toBe("New in this version.");
  expect(errorSentence(new Error("connection closed"))).toBe("connection closed");
});

/** What only devices and the command line are told: the window asks for nothing that is refused so. */
const NOT_FOR_WINDOWS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "CONNECTIONS_EXCEEDED",
  "DEVICE_BLOCKED",
  "HEADERS_TOO_LARGE",
  "HOST_FOREIGN",
  "HTTP_INVALID",
  "METHOD_NOT_ALLOWED",
  "ORIGIN_FOREIGN",
  "PATH_UNKNOWN",
  "RATE_EXCEEDED",
  "REQUESTS_EXCEEDED",
  "REQUEST_TOO_SLOW",
  "SINCE_INVALID",
  "TOKEN_FORBIDS",
  "TOKEN_INVALID",
  "TOKEN_NEEDED",
]);

test("every refusal a window can meet has a sentence in its language", () => {
  const codes = Object.keys(ERROR_STATUS) as ErrorCode[];
  const without = codes.filter((code) => !NOT_FOR_WINDOWS.has(code) && !Object.hasOwn(text.host.refusals, code));
  expect(without).toEqual([]);
});
