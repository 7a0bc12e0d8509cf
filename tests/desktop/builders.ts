/** How a Regdesk stands, with sensible values for what a test does not care about. */
import { en } from "#electron/desktop/messages/en.ts";
import type { Standing } from "#electron/desktop/standing.ts";
import type { Condition, HostStatus } from "#shared/model/host-status.ts";
import { Settings } from "#shared/model/settings.ts";
import { NOON } from "../support/fake-clock.ts";

export function aStanding(given: Partial<Standing> = {}): Standing {
  return {
    worst: "ok",
    troubles: [],
    pending: [],
    alarms: [],
    ringing: 0,
    offline: 0,
    pushing: 0,
    addresses: ["http://192.168.1.42:8080"],
    settings: Settings.parse({}),
    text: en,
    ...given,
  };
}

/** Something that does not hold, unless told otherwise. */
export function aCondition(given: Partial<Condition> = {}): Condition {
  const message = "The disk is full; make room on it";
  return { type: "Storing", status: false, reason: "disk-full", message, lastTransitionTime: NOON, ...given };
}

export function aStatus(given: Partial<HostStatus> = {}): HostStatus {
  return {
    version: "1.0.0",
    pid: 1,
    startedAt: NOON,
    now: NOON,
    dataDirectory: "/data",
    sampleSource: "/opt/regdesk/resources/sample-source.yaml",
    devicesUrl: "http://127.0.0.1:8080",
    addresses: [],
    registers: 0,
    revision: 1,
    arrivals: { requests: 0, registersPerSecond: 0, senders: [], refusals: [] },
    demo: false,
    overridden: [],
    runs: { onDesktop: true, sealsSecrets: true },
    fleet: {
      devices: { online: 0, late: 0, offline: 0, flapping: 0, notObserved: 0, new: 0, muted: 0 },
      ringing: 0,
      alarms: [],
    },
    conditions: [],
    ...given,
  };
}
