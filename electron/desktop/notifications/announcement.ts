/** The words of one notification. */
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import type { Condition } from "#shared/model/host-status.ts";
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
}

/** One change by itself can be decided on the spot; of several only the number is told, and that of all that wait. */
export function announcementOf({ requests, troubles }: News, { text, pending }: Standing): Announcement | undefined {
  const [trouble] = troubles;
  const [request, ...others] = requests;
  if (trouble) {
    const more = request ? ` ${text.notifications.more(pending.length)}` : "";
    const title = text.troubles[trouble.type] ?? trouble.message;
    return { title, body: `${text.troubleDetail(trouble.message)}${more}`, place: "#/overview" };
  }
  if (!request) return undefined;
  if (others.length > 0) return { title: text.notifications.changes(pending.length), body: "", place: "#/changes" };
  return {
    title: text.notifications.change(nameOf(request)),
    body: text.notifications.requested(askerOf(request), shortened(request.previousValue), shortened(request.value)),
    place: placeOfRequest(request.id),
    request: request.id,
  };
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
