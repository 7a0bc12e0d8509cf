import type { Filter } from "#shared/filter.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { setKey } from "./poll-memory.ts";
import { namesIn, sinceIn, waitIn } from "./query.ts";
import { viewOf, type View } from "./view.ts";

/** How many questions are kept to be recognised, and how long the path of one may be. */
const QUESTIONS_KEPT = 1_000;
const LONGEST_KEPT = 1_000;

/** What a consumer asks for. */
export class Question implements View {
  readonly names: RegisterName[] | undefined;
  /** What the client may see. */
  readonly within: Filter;
  /** Milliseconds; 0 for an answer at once. */
  readonly wait: number;
  /** The revision after which the client wants to know what changed; undefined when it wants everything. */
  readonly since: number | undefined;
  /** The set of names, as the memory of polls knows it. */
  readonly set: string;

  /** @throws {RegdeskError} `DURATION_INVALID` or `SINCE_INVALID` */
  constructor(query: URLSearchParams, within: Filter) {
    this.names = viewOf(namesIn(query), within).names;
    this.within = within;
    this.wait = waitIn(query);
    this.since = sinceIn(query);
    this.set = `${setKey(this.names)}${within.join(" ")}`;
  }
}

/** Recognises questions that were asked before. The clients of a site mostly ask the same few, and thousands that wait for the
 *  same news share one question, and later one answer. */
export class Questions {
  readonly #byUrl = new Map<string, Question>();

  /** @throws {RegdeskError} `DURATION_INVALID` or `SINCE_INVALID` */
  of(path: string, query: URLSearchParams, within: Filter): Question {
    const url = within.length === 0 ? path : JSON.stringify([path, within]);
    const known = this.#byUrl.get(url);
    if (known !== undefined) return known;
    const question = new Question(query, within);
    if (url.length <= LONGEST_KEPT) this.#keep(url, question);
    return question;
  }

  #keep(url: string, question: Question): void {
    this.#byUrl.set(url, question);
    if (this.#byUrl.size <= QUESTIONS_KEPT) return;
    const [oldest] = this.#byUrl.keys();
    if (oldest !== undefined) this.#byUrl.delete(oldest);
  }
}
