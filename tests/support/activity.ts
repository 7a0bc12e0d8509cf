import type { Activity } from "#shared/model/activity.ts";
import { jsonText } from "#shared/json.ts";
import { idOf, named } from "./builders.ts";
import { NOON } from "./fake-clock.ts";

type ChangeRequestActivity = Extract<Activity, { readonly kind: "change-request" }>;

/** A line of a change request, with sensible values for what is not said. */
export function aMove(given: Partial<ChangeRequestActivity> = {}): ChangeRequestActivity {
  return {
    kind: "change-request",
    at: NOON,
    by: "192.168.1.30",
    changeRequest: idOf(1),
    register: named("boiler.setpoint"),
    requester: "192.168.1.30",
    to: "pending",
    after: jsonText(22),
    ...given,
  };
}

export function aStart(at = NOON): Activity {
  return { kind: "host-started", at, by: "Regdesk", version: "1.2.3" };
}
