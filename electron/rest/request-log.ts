import type { NotedRequest, RequestYield } from "#shared/model/request-log.ts";
import { withoutTokens } from "#shared/token-text.ts";
import { keptText } from "./kept-text.ts";
import type { Incoming } from "./request.ts";

/** Of a path and of a sentence so much is shown, in characters. Twice of it is kept, so that a token is whole where it is cut
 *  off. */
const PATH_SHOWN = 200;
const MESSAGE_SHOWN = 500;

/** The last requests. Tens of thousands are noted a second, and nearly all of them are never looked at: noting one fills a place
 *  that is there already, and tokens are taken out of what is read. */
export class RequestLog {
  /** The one that is given away next, in a ring. */
  #oldest: Place;
  #noted = 0;

  /** @param size how many are kept */
  constructor(size: number) {
    const last = new Place();
    this.#oldest = last;
    for (let count = 1; count < size; count++) this.#oldest = new Place(this.#oldest);
    last.next = this.#oldest;
  }

  /** Notes a request that was just answered. @returns its place, for what else there is to say of it */
  note(at: number, address: string, request: Pick<Incoming, "method" | "url">, status: number): Place {
    const place = this.#oldest;
    this.#oldest = place.next;
    this.#noted += 1;
    place.number = this.#noted;
    place.at = at;
    place.address = address;
    place.method = request.method;
    place.url = request.url.length <= 2 * PATH_SHOWN ? request.url : keptText(request.url, 2 * PATH_SHOWN);
    place.status = status;
    place.yield = "none";
    place.count = 0;
    place.waited = 0;
    place.message = "";
    return place;
  }

  /** The latest first. @param after the number of one that is known already, like all before it */
  latest(most: number, after = 0): NotedRequest[] {
    const known = Math.max(after, this.#noted - most);
    const newer: Place[] = [];
    for (let place = this.#oldest; newer.length < most; place = place.next) {
      if (place.number > known) newer.push(place);
      if (place.next === this.#oldest) break;
    }
    return newer.reverse().map(shown);
  }
}

/** Where a request is noted, again and again another. */
class Place {
  next: Place;
  /** 0 until it holds one. */
  number = 0;
  at = Number.NaN; // a fraction from the start, so that it has room for one
  address = "";
  method = "";
  url = "";
  status = 0;
  yield: RequestYield = "none";
  count = 0;
  waited = 0;
  message = "";

  constructor(next?: Place) {
    this.next = next ?? this;
  }

  refusedWith(message: string): void {
    this.message = keptText(message, 2 * MESSAGE_SHOWN);
  }

  /** @param waited how long a long poll waited, in milliseconds */
  answeredWith(what: RequestYield, count: number, waited: number): void {
    this.yield = what;
    this.count = count;
    this.waited = Math.round(waited);
  }
}

function shown({ number, at, address, method, url, status, yield: what, count, waited, message }: Place): NotedRequest {
  const path = withoutTokens(url).slice(0, PATH_SHOWN);
  const sentence = withoutTokens(message).slice(0, MESSAGE_SHOWN);
  return { number, at, address, method, path, status, yield: what, count, waited, message: sentence };
}
