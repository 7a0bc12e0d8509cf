/** What is made of what the host says: one standing, from which everything outside of the window is drawn. */
import { expect, test } from "vitest";
import { badgeCount } from "#electron/desktop/badge-count.ts";
import { de } from "#electron/desktop/messages/de.ts";
import { en } from "#electron/desktop/messages/en.ts";
import { standingOf, type Told } from "#electron/desktop/standing.ts";
import { trayView } from "#electron/desktop/tray-view.ts";
import { Preferences } from "#shared/model/preferences.ts";
import { Settings } from "#shared/model/settings.ts";
import { aChangeRequest } from "../support/builders.ts";
import { NOON } from "../support/fake-clock.ts";
import { aCondition, aStanding, aStatus } from "./builders.ts";

const damaged = aCondition({ type: "Intact", reason: "database-damaged" });
const silence = aCondition({ type: "Receiving", reason: "silence", message: "Nothing has arrived for 3 min." });

const told = (given: Partial<Told> = {}): Told => ({
  status: aStatus(),
  pending: [],
  preferences: Preferences.parse({}),
  settings: Settings.parse({}),
  ...given,
});

test.each([
  ["a loss outranks all", [silence, damaged], 2, "bad"],
  ["what is overdue outranks who waits", [silence], 2, "late"],
  ["a waiting change shows when nothing is wrong", [], 1, "change"],
  ["what holds is no trouble", [aCondition({ status: true })], 0, "ok"],
] as const)("%s", (_why, conditions, pending, worst) => {
  const requests = Array.from({ length: pending }, (_, index) => aChangeRequest({ id: String(index + 1) }));
  const status = aStatus({ conditions: [...conditions] });
  expect(standingOf(told({ status, pending: requests }), ["en"]).worst).toBe(worst);
});

test.each([
  ["a device that is offline is as bad as a loss", { worst: "offline" as const, ringing: 1 }, "bad"],
  ["a late one is overdue", { worst: "late" as const }, "late"],
  ["an alarm that rings is not overlooked", { ringing: 1 }, "late"],
  ["a new one disturbs nobody", { worst: "new" as const }, "ok"],
])("%s", (_why, fleet, worst) => {
  const status = aStatus({ fleet: { ...aStatus().fleet, ...fleet } });
  expect(standingOf(told({ status }), ["en"]).worst).toBe(worst);
});

test("it counts who has pushed within the last minute, as the window does", () => {
  const sender = (address: string, lastAt: number) => ({ address, requests: 1, registers: 1, lastAt });
  const senders = [sender("192.168.1.20", NOON - 1_000), sender("192.168.1.21", NOON - 120_000)];
  const status = aStatus({ arrivals: { requests: 2, registersPerSecond: 0, senders, refusals: [] } });
  expect(standingOf(told({ status }), ["en"]).pushing).toBe(1);
});

test("addresses that devices cannot reach are left out, unless there is no other", () => {
  const lan = { url: "http://192.168.1.42:8080", interface: "eth0", loopback: false, virtual: false };
  const vpn = { url: "http://10.8.0.2:8080", interface: "tun0", loopback: false, virtual: true };
  expect(standingOf(told({ status: aStatus({ addresses: [vpn, lan] }) }), []).addresses).toEqual([lan.url]);
  expect(standingOf(told({ status: aStatus({ addresses: [vpn] }) }), []).addresses).toEqual(["http://127.0.0.1:8080"]);
});

test.each([
  ["de", ["en-GB"], de],
  ["system", ["de-CH", "en"], de],
  ["system", ["fr"], en],
  ["en", ["de"], en],
] as const)("with %s chosen on a system that reads %j it speaks the window's language", (language, system, text) => {
  expect(standingOf(told({ preferences: Preferences.parse({ language }) }), system).text).toBe(text);
});

test("the tray says the worst in a few words, and who pushes", () => {
  const pending = [aChangeRequest()];
  const troubled = aStanding({ worst: "late", troubles: [silence], pending, pushing: 1 });
  expect(trayView(troubled, "linux")).toMatchObject({
    image: "late",
    toolTip: "Regdesk – Nothing arrives · 1 device is pushing",
    menu: { pending: "Pending changes (1)…", hasPending: true },
  });
  expect(trayView(aStanding({ worst: "change", pending, pushing: 6 }), "win32")).toMatchObject({
    image: "change",
    toolTip: "Regdesk – 1 change waits for you · 6 devices are pushing",
  });
  expect(trayView(aStanding({ text: de }), "linux").toolTip).toBe("Regdesk – Alles in Ordnung · Kein Gerät sendet");
});

test("macOS gets the image that it paints itself", () => {
  expect(trayView(aStanding({ worst: "bad" }), "darwin").image).toBe("badTemplate");
});

test("a trouble that the tray has no short words for is told in the host's", () => {
  const { text } = aStanding();
  const unnamed = { ...text, troubles: {} };
  expect(trayView(aStanding({ text: unnamed, troubles: [silence] }), "linux").menu.summary).toBe(silence.message);
});

test.each([
  ["notify", "badge", 3],
  ["badge", "off", 2],
  ["off", "notify", 1],
  ["off", "off", 0],
] as const)("with changes on %s and trouble on %s the badge shows %i", (pendingChanges, hostTrouble, count) => {
  const pending = [aChangeRequest(), aChangeRequest({ id: "2" })];
  const settings = Settings.parse({ pendingChanges, hostTrouble });
  expect(badgeCount({ ringing: 0, settings, pending, troubles: [silence] })).toBe(count);
});
