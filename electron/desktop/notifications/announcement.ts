/** The words of one notification. */
import { alarmSentence } from "#shared/device-words.ts";
import type { Alarm } from "#shared/model/alarm.ts";
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { Condition } from "#shared/model/host-status.ts";
import type { Messages } from "../messages/messages.ts";
import type { Standing } from "../standing.ts";

export interface Announcement {
  readonly title: string;
  readonly body: string;
  /** Where in the window a click leads to, for example `#/changes?sel=17`. */
  readonly place: string;
  /** The one request it is about, which can be decided without opening the window. */
  readonly request?: ChangeRequestId;
}

/** What has come since the last notification. */
export interface News {
  readonly requests: readonly ChangeRequest[];
  /** Gravest first. */
  readonly troubles: readonly Condition[];
  /** The latest first. */
  readonly alarms: readonly Alarm[];
}

/** One change by itself can be decided on the spot; of several only the number is told, and that of all that wait. */
export function announcementOf(
  { requests, troubles, alarms }: News,
  { text, pending }: Standing,
): Announcement | undefined {
  const [trouble] = troubles;
  const [request, ...others] = requests;
  if (trouble) {
    const more = request ? ` ${text.notifications.more(pending.length)}` : "";
    const title = text.troubles[trouble.type] ?? trouble.message;
    return { title, body: `${text.troubleDetail(trouble.message)}${more}`, place: "#/overview" };
  }
  if (alarms.length > 0) return announcementOfAlarms(alarms, text);
  if (!request) return undefined;
  if (others.length > 0) return { title: text.notifications.changes(pending.length), body: "", place: "#/changes" };
  return {
    title: text.notifications.change(nameOf(request)),
    body: text.notifications.requested(askerOf(request), shortened(request.previousValue), shortened(request.value)),
    place: placeOfRequest(request.id),
    request: request.id,
  };
}

/** Of several only the gravest is named. */
function announcementOfAlarms(alarms: readonly Alarm[], { notifications }: Messages): Announcement {
  const [gravest, ...others] = alarms.toSorted((a, b) => b.severity - a.severity);
  const body = gravest === undefined ? "" : alarmWords(gravest, notifications);
  if (others.length > 0) return { title: notifications.alarms(alarms.length), body, place: PLACE_OF_ALARMS };
  const detail = gravest?.cause.kind === "storm" ? notifications.stormDetail : "";
  return { title: body, body: detail, place: PLACE_OF_ALARMS };
}

const PLACE_OF_ALARMS = "#/devices";

function alarmWords(alarm: Alarm, notifications: Messages["notifications"]): string {
  const { cause, deviceName = "" } = alarm;
  if (cause.kind === "device-offline") return notifications.offline(shortened(deviceName));
  if (cause.kind === "storm") return notifications.storm(cause.devices);
  return notifications.alarm(shortened(alarmSentence(alarm)));
}

export const placeOfRequest = (id: ChangeRequestId): string => `#/changes?sel=${id}`;

/** A notification has room for so many characters of a value. */
const ROOM = 60;

function shortened(value: string): string;
function shortened(value: string | undefined): string | undefined;
function shortened(value: string | undefined): string | undefined {
  return value !== undefined && value.length > ROOM ? `${value.slice(0, ROOM - 1)}…` : value;
}

const nameOf = ({ register, device }: ChangeRequest) => shortened(device ? `${register} (${device})` : register);

const askerOf = ({ requester }: ChangeRequest) => shortened(requester.person ?? requester.address);
