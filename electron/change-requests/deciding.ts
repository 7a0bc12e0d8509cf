import { RegdeskError } from "#shared/errors.ts";
import type { ChangeRequest, ChangeRequestId, ChangeRequestState } from "#shared/model/change-request.ts";
import type { Ledger } from "./ledger.ts";
import type { Move } from "./move.ts";
import type { Progress } from "./progress.ts";

/** Of several requests those that could be decided, and why the others could not. */
export interface Reviewed {
  readonly decided: ChangeRequest[];
  readonly refused: { readonly id: ChangeRequestId; readonly message: string }[];
}

export interface Deciding {
  readonly ids: readonly ChangeRequestId[];
  /** The states from which it can be decided like that. */
  readonly from: readonly ChangeRequestState[];
  readonly movesOf: (request: ChangeRequest) => Move[];
  /** What else speaks against it. */
  readonly objection?: (request: ChangeRequest) => RegdeskError | undefined;
}

/** Somebody's decision about requests, made of all of them or of each that can still be decided. */
export class Decisions {
  readonly #ledger: Ledger;
  readonly #progress: Progress;

  constructor(ledger: Ledger, progress: Progress) {
    this.#ledger = ledger;
    this.#progress = progress;
  }

  /** @throws {RegdeskError} `CHANGE_REQUEST_NOT_FOUND`, `CHANGE_REQUEST_DECIDED`, `STORE_UNAVAILABLE`, and any objection */
  async all(deciding: Deciding): Promise<ChangeRequest[]> {
    const { ids, movesOf } = deciding;
    const requests = [...new Set(ids)].map((id) => this.#find(id));
    for (const request of requests) {
      const refusal = this.#refusal(request, deciding);
      if (refusal !== undefined) throw refusal;
    }
    const stored = await this.#progress.commit(requests.flatMap(movesOf));
    return stored.filter(({ id }) => ids.includes(id));
  }

  /** @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async each(deciding: Deciding): Promise<Reviewed> {
    const { ids, movesOf } = deciding;
    const refused: { id: ChangeRequestId; message: string }[] = [];
    const requests = [...new Set(ids)].flatMap((id) => {
      const request = this.#ledger.latest(id);
      const message = request === undefined ? unknown(id) : this.#refusal(request, deciding)?.message;
      if (message !== undefined) refused.push({ id, message });
      return message === undefined && request !== undefined ? [request] : [];
    });
    const stored = requests.length === 0 ? [] : await this.#progress.commit(requests.flatMap(movesOf));
    return { decided: stored.filter(({ id }) => ids.includes(id)), refused };
  }

  #find(id: ChangeRequestId): ChangeRequest {
    const request = this.#ledger.latest(id);
    if (request === undefined) throw new RegdeskError("CHANGE_REQUEST_NOT_FOUND", unknown(id));
    return request;
  }

  #refusal(request: ChangeRequest, { from, objection }: Deciding): RegdeskError | undefined {
    const sentence = this.#whyNot(request, from);
    return sentence === undefined ? objection?.(request) : new RegdeskError("CHANGE_REQUEST_DECIDED", sentence);
  }

  /** Why a request cannot be decided from one of these states; undefined when it can. */
  #whyNot({ id, state }: ChangeRequest, states: readonly ChangeRequestState[]): string | undefined {
    if (this.#progress.isInFlight(id))
      return `Change request ${id} is on its way to its provider and cannot be taken back`;
    if (states.includes(state)) return undefined;
    return `Change request ${id} is no longer ${states.join(" or ")}: it is ${state}`;
  }
}

function unknown(id: ChangeRequestId): string {
  return `There is no change request ${id}; \`regdesk requests\` lists those there are`;
}
