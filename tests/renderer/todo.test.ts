import { expect, test } from "vitest";
import { tasksOf, type Situation, type Task } from "../../renderer/lib/todo.ts";
import { anAlarm } from "../support/alarms.ts";
import { aChangeRequest, aDevice } from "../support/builders.ts";
import { NOON } from "../support/fake-clock.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const refusal = { address: "192.168.1.9", method: "PUT", path: "/provider", status: 400, message: "no JSON" };

const situation = (given: Partial<Situation> = {}): Situation => ({
  trouble: undefined,
  pending: [],
  devices: [],
  alarms: [],
  overflow: undefined,
  refusals: [],
  sources: [],
  now: NOON,
  ...given,
});

const kinds = (tasks: readonly Task[]) => tasks.map(({ kind }) => kind);

test("nothing needs anybody while all is well", () => {
  expect(tasksOf(situation({ devices: [aDevice()] }))).toEqual([]);
});

test("the gravest comes first, and among equals the newest", () => {
  const older = aChangeRequest({ id: "1", requestedAt: NOON - MINUTE });
  const newer = aChangeRequest({ id: "2", requestedAt: NOON });
  const trouble = {
    type: "Storing",
    status: false,
    reason: "disk-full",
    message: "The disk is full.",
    lastTransitionTime: NOON,
  } as const;
  const tasks = tasksOf(
    situation({
      trouble,
      pending: [older, newer],
      devices: [
        aDevice({ id: "d1", review: "new" }),
        aDevice({ id: "d2", state: "late", registers: { total: 3, expired: 1 } }),
        aDevice({ id: "d3", state: "offline" }),
      ],
      refusals: [{ at: NOON, ...refusal }],
    }),
  );
  expect(kinds(tasks)).toEqual([
    "trouble",
    "device-away",
    "device-partly",
    "change",
    "change",
    "devices-new",
    "refused",
  ]);
  expect(tasks.filter((task) => task.kind === "change").map(({ request }) => request.id)).toEqual(["2", "1"]);
});

test("a device that fell silent is one line, however many registers it had", () => {
  const device = aDevice({ state: "offline", since: NOON - SECOND, registers: { total: 2, expired: 2 } });
  expect(tasksOf(situation({ devices: [device] }))).toEqual([{ kind: "device-away", at: NOON - SECOND, device }]);
});

test("what goes on and off is as bad as what is away, and what is only late needs nobody yet", () => {
  const devices = [aDevice({ id: "d1", state: "flapping" }), aDevice({ id: "d2", state: "late" })];
  expect(kinds(tasksOf(situation({ devices })))).toEqual(["device-away"]);
});

test("a muted device needs nobody, nor does one that had no chance to push yet", () => {
  const devices = [
    aDevice({ id: "d1", state: "offline", isMuted: true }),
    aDevice({ id: "d2", state: "not-observed", registers: { expired: 3 } }),
  ];
  expect(tasksOf(situation({ devices }))).toEqual([]);
});

test("new devices are one line together, of when the last of them came", () => {
  const devices = [
    aDevice({ id: "d1", review: "new", firstSeenAt: NOON - MINUTE }),
    aDevice({ id: "d2", review: "new", firstSeenAt: NOON - SECOND }),
    aDevice({ id: "d3", review: "later" }),
  ];
  expect(tasksOf(situation({ devices }))).toEqual([
    { kind: "devices-new", at: NOON - SECOND, devices: devices.slice(0, 2) },
  ]);
});

test("a device whose registers are another one's now needs nobody, and is asked about under its new name only", () => {
  const device = aDevice({ state: "moved", reason: "moved", review: "new", registers: { total: 0 } });
  expect(tasksOf(situation({ devices: [device] }))).toEqual([]);
});

test("that there are more devices than Regdesk takes is said", () => {
  const overflow = { registers: 150, reason: "devices", most: 1_000 } as const;
  const [task] = tasksOf(situation({ devices: [aDevice({ firstSeenAt: NOON })], overflow }));
  expect(task).toEqual({ kind: "devices-full", at: NOON, overflow });
});

test("a request refused long ago needs nobody any more", () => {
  expect(tasksOf(situation({ refusals: [{ at: NOON - 11 * MINUTE, ...refusal }] }))).toEqual([]);
});

test("what nobody has acknowledged is one line, unless it is a device that is offline and told by its own", () => {
  const cause = { kind: "register-silent" } as const;
  const shelved = { until: NOON + MINUTE, by: "ann", at: NOON, reason: "tested" };
  const told = [
    anAlarm({ id: "1", cause, since: NOON - MINUTE }),
    anAlarm({ id: "2", state: "cleared-unacked", since: NOON - SECOND }),
  ];
  const others = [
    anAlarm({ id: "3" }),
    anAlarm({ id: "4", cause, state: "active-acked" }),
    anAlarm({ id: "5", cause, shelved }),
    anAlarm({ id: "6", cause, isMuted: true }),
    anAlarm({ id: "7", cause, foldedUnder: "1" }),
  ];
  expect(tasksOf(situation({ alarms: others }))).toEqual([]);
  expect(tasksOf(situation({ alarms: [...told, ...others] }))).toEqual([
    { kind: "alarms", at: NOON - SECOND, alarms: told },
  ]);
});
