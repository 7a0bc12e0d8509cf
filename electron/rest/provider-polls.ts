import type { ServerResponse } from "node:http";
import { includes } from "#shared/filter.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Delivery } from "../change-requests/deliveries.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import { answerError, answerJson } from "./answer.ts";
import type { RestContext } from "./context.ts";
import { ParkedProviders } from "./parked-providers.ts";
import { viewOf, type View } from "./view.ts";
import { namesIn, waitIn } from "./query.ts";
import { incomingOf, remoteAddress } from "./request.ts";

interface ProviderPoll {
  readonly view: View;
  /** Milliseconds. */
  readonly wait: number;
  readonly address: string;
  /** On the monotonic clock. */
  readonly cameAt: number;
}

/** `GET /provider`: hands out approved change requests. Leaves the framework at once, like `GET /consumer`. */
export class ProviderPolls implements Disposable {
  readonly #context: RestContext;
  readonly #providers = new ParkedProviders();
  readonly #stopListening: () => void;

  constructor(context: RestContext) {
    this.#context = context;
    this.#stopListening = releaseBlindPolls(context, this.#providers);
  }

  [Symbol.dispose](): void {
    this.#stopListening();
  }

  async answer(response: ServerResponse, query: URLSearchParams): Promise<void> {
    try {
      const incoming = incomingOf(response.req);
      this.#context.arrivals.accepted(incoming);
      this.#context.arrivals.askedForChanges(incoming);
      const view = viewOf(namesIn(query), this.#context.access.registersOf(response.req));
      const cameAt = this.#context.clock.monotonic();
      const poll = { view, wait: waitIn(query), address: remoteAddress(incoming), cameAt };
      this.#tell(response, await this.#deliveryFor(response, poll), cameAt);
    } catch (error) {
      answerError(response, this.#context, error);
    }
  }

  #tell(response: ServerResponse, delivery: Delivery | undefined, cameAt: number): void {
    const { arrivals, clock } = this.#context;
    const waited = clock.monotonic() - cameAt;
    const incoming = incomingOf(response.req);
    if (response.destroyed || response.writableEnded) {
      if (!response.writableEnded) arrivals.hungUp(incoming, waited); // else it was turned away
      return delivery?.lost();
    }
    if (delivery !== undefined) watch(response, delivery);
    const requests = delivery?.requests ?? [];
    arrivals.answered(incoming, 200, "handed-out", requests.length, waited);
    answerJson(response, this.#context, bodyFor(requests));
  }

  /** A poll without names, whose token includes only some, takes what waits for those. */
  #takenBy({ names, within }: View): readonly RegisterName[] | undefined {
    if (names !== undefined || within.length === 0) return names;
    const waiting = this.#context.changeRequests.all().filter(({ state }) => state === "deliverable");
    return waiting.map(({ register }) => register).filter((name) => includes(within, name));
  }

  /** What there is to deliver now or comes up while the poll waits. */
  async #deliveryFor(
    response: ServerResponse,
    { view, wait, address, cameAt }: ProviderPoll,
  ): Promise<Delivery | undefined> {
    const { changeRequests, clock, parked, stopping } = this.#context;
    const until = cameAt + wait;
    const missed = this.#providers.wasMissed(address);
    const released: { yet: boolean } = { yet: false };
    while (!released.yet && !stopping.aborted && !response.destroyed && !response.writableEnded) {
      const delivery = await changeRequests.take(this.#takenBy(view));
      if (delivery !== undefined || missed) return delivery;
      const subscribe = (wake: () => void): (() => void) => {
        const stopWaiting = changeRequests.onceDeliverable(view.names, wake);
        const leave = this.#providers.park(address, () => {
          released.yet = true;
          wake();
        });
        return () => {
          stopWaiting();
          leave();
        };
      };
      const left = until - clock.monotonic();
      const names = view.names?.length ?? 1;
      if ((await parked.nextNews({ response, wait: left, names, subscribe })) !== "news") return undefined;
    }
    return undefined;
  }
}

/** Answers the polls of a client that wait for other names than the one a request has become deliverable for.
 *  @returns stops listening */
function releaseBlindPolls({ registry, changeRequests }: RestContext, parked: ParkedProviders): () => void {
  const seen = new WeakSet<RegisterRecord>();
  changeRequests.onUncovered((name) => {
    const record = registry.find(name);
    if (record !== undefined) parked.release(record.provider);
  });
  return registry.listen({
    provided: (record) => {
      if (!changeRequests.isUncovered(record.name) || seen.has(record)) return;
      seen.add(record); // once a life: its provider may simply not want to know
      parked.release(record.provider);
    },
    expired: () => undefined,
    withdrawn: () => undefined,
    forgotten: () => undefined,
  });
}

/** Delivered is what was written out in full; if the connection closes first, nothing was. */
function watch(response: ServerResponse, delivery: Delivery): void {
  response.once("close", () => (response.writableFinished ? delivery.written() : delivery.lost()));
}

function bodyFor(requests: readonly ChangeRequest[]): string {
  const members = requests.map(({ register, value }) => `${JSON.stringify(register)}:{"value":${value}}`);
  return `{"registers":{${members.join(",")}}}`;
}
