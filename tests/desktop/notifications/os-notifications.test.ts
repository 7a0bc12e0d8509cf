/** Notifications as they reach a person, over the real host and its audit. */
import { expect, test, vi } from "vitest";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { idOf } from "../../support/builders.ts";
import { aStanding } from "../builders.ts";
import { FakeElectron } from "../fake-electron.ts";
import { onPlatform, RunningDesktop } from "../running-desktop.ts";
import { askForChange, push } from "../site.ts";
import { PATIENCE } from "../../support/patience.ts";

test("a pending change comes with buttons; approved there, it is audited as decided through a notification", async () => {
  using platform = new LaterPlatform();
  await using desktop = await new RunningDesktop().start();
  platform.become("win32");
  const notification = await notified(desktop);
  expect(notification).toMatchObject({
    isShown: true,
    options: {
      title: "A change waits: boiler.setpoint (boiler)",
      body: "127.0.0.1 asks for 20 → 22",
      actions: [
        { type: "button", text: "Approve" },
        { type: "button", text: "Deny" },
      ],
    },
  });
  notification.press("Approve");
  const [request] = await decided(desktop);
  expect(request).toMatchObject({
    state: "approved",
    decidedBy: expect.stringMatching(/ \(notification\)$/) as string,
  });
});

test("denied there, the device never hears of it", async () => {
  using platform = new LaterPlatform();
  await using desktop = await new RunningDesktop().start();
  platform.become("win32");
  (await notified(desktop)).press("Deny");
  expect(await decided(desktop)).toMatchObject([{ state: "denied" }]);
});

test("a click opens that request", async () => {
  await using desktop = await new RunningDesktop().start();
  (await notified(desktop)).click();
  expect(desktop.window.webContents.mainFrame.url).toBe("regdesk://app/#/changes?sel=1");
  expect(desktop.window.calls).toEqual(["show", "focus"]);
});

test.runIf(process.platform === "linux")("where there are no buttons, none are asked for", async () => {
  await using desktop = await new RunningDesktop().start();
  expect((await notified(desktop)).options.actions).toEqual([]);
});

test("decided elsewhere, it goes away", async () => {
  await using desktop = await new RunningDesktop().start();
  const notification = await notified(desktop);
  await desktop.connect().changeRequests.deny({ ids: ["1"], note: "not today" });
  await vi.waitUntil(() => !notification.isShown, PATIENCE);
});

test("a decision that comes too late is said to be one, at once", async () => {
  using platform = new LaterPlatform();
  await using desktop = await new RunningDesktop().start();
  platform.become("win32");
  const notification = await notified(desktop);
  await desktop.connect().changeRequests.deny({ ids: ["1"], note: "not today" });
  notification.press("Approve");
  await vi.waitUntil(() => desktop.electron.notifications.length === 2, PATIENCE);
  expect(desktop.electron.notifications[1]?.options).toMatchObject({
    title: "Change request 1 was not decided",
    body: "This change request was decided in the meantime.",
    actions: [],
  });
});

test("nobody is notified of what they see in the window", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.window.focused = true;
  await push(desktop);
  await askForChange(desktop);
  await vi.waitUntil(() => desktop.tray.image.endsWith("change.png"), PATIENCE);
  await wholeSeconds(desktop, 3);
  expect(desktop.electron.notifications).toEqual([]);
});

test("a system without notifications is no obstacle", async () => {
  const electron = new FakeElectron();
  electron.areNotificationsSupported = false;
  await using desktop = await new RunningDesktop(electron).start();
  await push(desktop);
  await askForChange(desktop);
  await wholeSeconds(desktop, 3);
  expect(electron.notifications).toEqual([]);
  expect(electron.app.badge).toBe(1);
});

test("they go when Regdesk goes", async () => {
  await using desktop = await new RunningDesktop().start();
  const notification = await notified(desktop);
  await desktop.quit();
  expect(notification.isShown).toBe(false);
});

test("a newer number takes the older one's place; a single request stays until it is decided", async () => {
  const { notifications, electron } = await alone();
  notifications.show({ title: "A change waits", body: "", place: "#/changes?sel=1", request: idOf(1) });
  notifications.show({ title: "2 changes wait for you", body: "", place: "#/changes" });
  notifications.show({ title: "3 changes wait for you", body: "", place: "#/changes" });
  expect(electron.notifications.map(({ isShown }) => isShown)).toEqual([true, false, true]);
  notifications.withdraw(aStanding({ pending: [] }));
  expect(electron.notifications.map(({ isShown }) => isShown)).toEqual([false, false, true]);
});

test("one that timed out can still be taken back; one that a person closed is gone already", async () => {
  const { notifications, electron } = await alone();
  notifications.show({ title: "A change waits", body: "", place: "#/changes?sel=1", request: idOf(1) });
  notifications.show({ title: "A change waits", body: "", place: "#/changes?sel=2", request: idOf(2) });
  electron.notifications[0]?.emit("close", { reason: "timedOut" });
  electron.notifications[1]?.emit("close", { reason: "userCanceled" });
  notifications.withdraw(aStanding({ pending: [] }));
  expect(electron.notifications.map(({ isShown }) => isShown)).toEqual([false, true]);
});

/** Notifications without a desktop around them. */
async function alone() {
  const electron = new FakeElectron();
  vi.resetModules();
  vi.doMock("electron", () => electron.module());
  const { OsNotifications } = await import("#electron/desktop/notifications/os-notifications.ts");
  const decisions = { approve: vi.fn(), deny: vi.fn() };
  return { electron, notifications: new OsNotifications({ open: vi.fn(), decisions, standing: () => aStanding() }) };
}

/** Another platform, but only once the host runs: its own sockets are those of this machine. */
class LaterPlatform implements Disposable {
  #platform: Disposable | undefined;
  become(platform: NodeJS.Platform): void {
    this.#platform = onPlatform(platform);
  }
  [Symbol.dispose](): void {
    this.#platform?.[Symbol.dispose]();
  }
}

/** A consumer asks for a change. @returns the notification that tells of it */
async function notified(desktop: RunningDesktop) {
  await push(desktop);
  await askForChange(desktop);
  return await vi.waitUntil(() => desktop.electron.notifications[0], PATIENCE);
}

async function decided(desktop: RunningDesktop): Promise<ChangeRequest[]> {
  const client = desktop.connect();
  return await vi.waitUntil(async () => {
    const requests = await client.changeRequests.list({ all: true });
    return requests.some(({ state }) => state !== "pending") && requests;
  }, PATIENCE);
}

/** Lets the host speak so many times. */
async function wholeSeconds(desktop: RunningDesktop, seconds: number): Promise<void> {
  const feed = await desktop.connect().host.watch();
  for (let told = 0; told <= seconds; told++) await feed.next();
}
