/** What a person is disturbed for, and how often. */
import { expect, test } from "vitest";
import type { Announcement } from "#electron/desktop/notifications/announcement.ts";
import { Announcer } from "#electron/desktop/notifications/announcer.ts";
import type { Standing } from "#electron/desktop/standing.ts";
import { Alarm } from "#shared/model/alarm.ts";
import { Settings } from "#shared/model/settings.ts";
import { aChangeRequest } from "../../support/builders.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { aCondition, aStanding } from "../builders.ts";

/** A person at a desk, who hears what the announcer tells. */
class Desk {
  readonly clock = new FakeClock();
  readonly heard: Announcement[] = [];
  isWatched = false;
  readonly announcer: Announcer;

  constructor(isUnseen = false) {
    this.announcer = new Announcer({
      clock: this.clock,
      isWatched: () => this.isWatched,
      announce: (announcement) => this.heard.push(announcement),
      isUnseen,
    });
    this.stand({});
  }

  stand(standing: Partial<Standing>): void {
    this.announcer.hear(aStanding(standing));
  }

  get titles(): string[] {
    return this.heard.map(({ title }) => title);
  }
}

const requests = (...ids: number[]) => ids.map((id) => aChangeRequest({ id: String(id), previousValue: "20" }));

test("one change is told with what is asked, by whom, and can be decided", async () => {
  const desk = new Desk();
  desk.stand({ pending: requests(17) });
  await desk.clock.advance(1_000);
  expect(desk.heard).toEqual([
    {
      title: "A change waits: boiler.setpoint",
      body: "192.168.1.30 asks for 20 → 22",
      place: "#/changes?sel=17",
      request: "17",
    },
  ]);
});

test("several at once are one notification, which leads to all of them", async () => {
  const desk = new Desk();
  desk.stand({ pending: requests(1) });
  desk.stand({ pending: requests(1, 2, 3) });
  await desk.clock.advance(1_000);
  expect(desk.heard).toEqual([{ title: "3 changes wait for you", body: "", place: "#/changes" }]);
});

test("what comes within half a minute of a notification waits, and is then told in one", async () => {
  const desk = new Desk();
  desk.stand({ pending: requests(1) });
  await desk.clock.advance(5_000);
  desk.stand({ pending: requests(1, 2) });
  await desk.clock.advance(5_000);
  desk.stand({ pending: requests(1, 2, 3) });
  await desk.clock.advance(20_999);
  expect(desk.titles).toEqual(["A change waits: boiler.setpoint"]);
  await desk.clock.advance(1);
  expect(desk.titles).toEqual(["A change waits: boiler.setpoint", "3 changes wait for you"]);
});

test("what was decided before its notification came is not told", async () => {
  const desk = new Desk();
  desk.stand({ pending: requests(1) });
  desk.stand({ pending: [] });
  await desk.clock.advance(60_000);
  expect(desk.heard).toEqual([]);
});

test("the same change is told once, however often the host speaks of it", async () => {
  const desk = new Desk();
  for (let second = 0; second < 90; second++) {
    desk.stand({ pending: requests(1) });
    await desk.clock.advance(1_000);
  }
  expect(desk.heard).toHaveLength(1);
});

test("nobody is told what they see: not while they look at the window, nor afterwards", async () => {
  const desk = new Desk();
  desk.isWatched = true;
  desk.stand({ pending: requests(1) });
  await desk.clock.advance(2_000);
  desk.isWatched = false;
  desk.stand({ pending: requests(1) });
  await desk.clock.advance(60_000);
  expect(desk.heard).toEqual([]);
});

test("nobody is disturbed in quiet hours", async () => {
  const desk = new Desk();
  const hour = new Date(desk.clock.now()).getHours();
  const time = (hours: number) => `${String((hour + hours + 24) % 24).padStart(2, "0")}:00`;
  const settings = Settings.parse({ quietHours: { from: time(-1), to: time(1) } });
  desk.stand({ pending: requests(1), settings });
  await desk.clock.advance(60_000);
  expect(desk.heard).toEqual([]);
});

test.each(["off", "badge"] as const)("what is set to %s is not told", async (loudness) => {
  const desk = new Desk();
  const settings = Settings.parse({ pendingChanges: loudness, hostTrouble: loudness });
  desk.stand({ pending: requests(1), troubles: [aCondition()], settings });
  await desk.clock.advance(60_000);
  expect(desk.heard).toEqual([]);
});

test("trouble is told when it begins, and again when it comes back", async () => {
  const desk = new Desk();
  desk.stand({ troubles: [aCondition()] });
  await desk.clock.advance(40_000);
  desk.stand({ troubles: [aCondition()] });
  await desk.clock.advance(40_000);
  desk.stand({ troubles: [] });
  desk.stand({ troubles: [aCondition({ lastTransitionTime: desk.clock.now() })] });
  await desk.clock.advance(40_000);
  expect(desk.heard).toEqual(
    Array(2).fill({
      title: "Nothing new is stored",
      body: "The disk is full; make room on it",
      place: "#/overview",
    }),
  );
});

test("trouble and changes that come together are one notification, the trouble first", async () => {
  const desk = new Desk();
  desk.stand({ troubles: [aCondition()], pending: requests(1, 2) });
  await desk.clock.advance(1_000);
  expect(desk.heard).toMatchObject([
    { title: "Nothing new is stored", body: "The disk is full; make room on it Besides, 2 changes wait for you." },
  ]);
});

test("what is so from the start is no news, because the window opens on it", async () => {
  const desk = new Desk();
  const announcer = new Announcer({
    clock: desk.clock,
    isWatched: () => false,
    announce: (announcement) => desk.heard.push(announcement),
    isUnseen: false,
  });
  announcer.hear(aStanding({ pending: requests(1), troubles: [aCondition()] }));
  await desk.clock.advance(60_000);
  expect(desk.heard).toEqual([]);
});

test("unless no window opens", async () => {
  const clock = new FakeClock();
  const heard: Announcement[] = [];
  const announce = (announcement: Announcement) => heard.push(announcement);
  const announcer = new Announcer({ clock, isWatched: () => false, announce, isUnseen: true });
  announcer.hear(aStanding({ pending: requests(1), troubles: [aCondition()] }));
  await clock.advance(1_000);
  expect(heard).toHaveLength(1);
});

test("disposed of, it tells nothing more", async () => {
  const desk = new Desk();
  desk.stand({ pending: requests(1) });
  desk.announcer[Symbol.dispose]();
  expect(desk.clock.timers).toBe(0);
  await desk.clock.advance(60_000);
  expect(desk.heard).toEqual([]);
});

test("a device that goes offline is told once, several with their number, and a storm for what it is", async () => {
  const desk = new Desk();
  const [boiler, pump] = [anAlarm({ id: "1", deviceName: "boiler" }), anAlarm({ id: "2", deviceName: "pump" })];
  desk.stand({ alarms: [boiler] });
  await desk.clock.advance(60_000);
  desk.stand({ alarms: [boiler] });
  await desk.clock.advance(60_000);
  desk.stand({ alarms: [{ ...boiler, times: 2 }, pump] });
  await desk.clock.advance(60_000);
  desk.stand({ alarms: [anAlarm({ id: "3", cause: { kind: "storm", devices: 14 }, severity: 3 })] });
  await desk.clock.advance(60_000);
  expect(desk.titles).toEqual(["boiler is offline", "2 alarms", "Contact lost to 14 devices"]);
});

test("an alarm that was not told because newer ones ring is no news when one of them is acknowledged", async () => {
  const desk = new Desk();
  const [oldest, middle, newest] = [1, 2, 3].map((id) => anAlarm({ id: String(id), since: id, deviceName: `d${id}` }));
  desk.stand({ alarms: [newest!, middle!], ringing: 3 });
  await desk.clock.advance(60_000);
  desk.stand({ alarms: [newest!, oldest!], ringing: 2 });
  await desk.clock.advance(60_000);
  expect(desk.titles).toEqual(["2 alarms"]);
  desk.stand({ alarms: [anAlarm({ id: "4", since: 4, deviceName: "d4" }), newest!, oldest!], ringing: 3 });
  await desk.clock.advance(60_000);
  expect(desk.titles).toEqual(["2 alarms", "d4 is offline"]);
});

test("nobody is disturbed by alarms who does not want to be", async () => {
  const desk = new Desk();
  desk.stand({ alarms: [anAlarm()], settings: Settings.parse({ alarms: "badge" }) });
  await desk.clock.advance(60_000);
  expect(desk.heard).toEqual([]);
});

function anAlarm(given: Record<string, unknown> = {}): Alarm {
  const alarm = { id: "1", severity: 2, state: "active-unacked", since: 0, times: 1, isMuted: false };
  return Alarm.parse({ ...alarm, cause: { kind: "device-offline" }, ...given });
}
