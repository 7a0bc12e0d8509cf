/** What a site was promised and what it got, kept outside the host, so that the host's death cannot touch it. */
import { stageOf, type ChangeRequest, type ChangeRequestState } from "#shared/model/change-request.ts";

export type Verb = "approve" | "deny";

/** A change request as those outside know it. */
export interface Wish {
  readonly register: string;
  /** Never used twice, so that it names the request wherever it turns up. */
  readonly value: number;
  /** The values that were asked for in the same PUT, itself included. */
  readonly together: readonly number[];
  id?: string;
  /** The 202 came in full. */
  acknowledged: boolean;
  /** The last decision that was asked for, and whether its answer came. */
  decision?: { readonly verb: Verb; answered: boolean };
  /** How often a provider got it in full. */
  received: number;
  /** How the host showed it after the last restart. */
  seen?: ChangeRequest;
}

const WAYS: Readonly<Partial<Record<ChangeRequestState, readonly ChangeRequestState[]>>> = {
  pending: ["denied", "superseded", "cancelled", "expired", "approved", "deliverable"],
  approved: ["deliverable", "recalled", "superseded"],
  deliverable: ["delivered", "recalled", "superseded", "not-picked-up"],
  delivered: ["applied", "applied-differently", "unchanged"],
};

const HANDED_OVER: readonly ChangeRequestState[] = ["delivered", "applied", "applied-differently", "unchanged"];
const UNDECIDED: readonly ChangeRequestState[] = ["pending", "superseded"];
const APPROVED: readonly ChangeRequestState[] = ["approved", "deliverable", "superseded", ...HANDED_OVER];

export class Promises {
  readonly #open = new Map<number, Wish>();
  readonly #finished = new Map<string, ChangeRequestState>();
  readonly #broken: string[] = [];
  #lastValue = 0;
  /** The highest number at the last check. */
  #lastId = 0;
  #repeated = 0;

  /** A consumer is about to ask for changes in one PUT. */
  wish(registers: readonly string[]): Wish[] {
    const together = registers.map(() => ++this.#lastValue);
    const wishes = registers.map((register, index): Wish => ({
      register,
      value: together[index]!,
      together,
      acknowledged: false,
      received: 0,
    }));
    for (const wish of wishes) this.#open.set(wish.value, wish);
    return wishes;
  }

  /** A provider got an answer in full. */
  received(register: string, value: unknown): void {
    const wish = this.#open.get(value as number);
    if (wish?.register !== register) {
      this.#broken.push(`${register} got ${String(value)}, which nobody asks for any more, if ever`);
      return;
    }
    wish.received += 1;
    if (wish.received > 1) this.#repeated += 1;
    if (wish.decision?.verb !== "approve") this.#broken.push(`${told(wish)} was delivered without being approved`);
  }

  /** Requests that wait for the technician, as far as one knows outside. */
  undecided(): Wish[] {
    return [...this.#open.values()].filter(
      ({ id, decision, seen }) =>
        id !== undefined && decision === undefined && (seen?.state ?? "pending") === "pending",
    );
  }

  /** How often something was received that had been received before. */
  get repeated(): number {
    return this.#repeated;
  }

  /** What the host showed as finished, by id: it must stay so for ever. */
  get finished(): ReadonlyMap<string, ChangeRequestState> {
    return this.#finished;
  }

  /** Every request with a smaller number was finished at the last check. */
  get firstOpenId(): number {
    const open = [...this.#open.values()].flatMap(({ id }) => (id === undefined ? [] : [Number(id)]));
    return Math.min(this.#lastId + 1, ...open);
  }

  /** Compares with what a host has stored that has just started, and takes that over as the state from which things go on.
   *  @param stored everything from `firstOpenId` on  @param listed what the host tells the technician of it
   *  @returns every promise that is broken */
  broken(stored: readonly ChangeRequest[], listed: readonly ChangeRequest[]): string[] {
    const byValue = new Map(stored.map((request) => [Number(request.value), request]));
    const ids = new Set(listed.map(({ id }) => id));
    const broken = this.#broken.splice(0);
    for (const wish of this.#open.values()) broken.push(...breaches(wish, byValue));
    for (const request of stored) {
      const { id, value } = request;
      const isNews = stageOf(request) !== "done" || Number(id) > this.#lastId; // else it may be beyond the list's end
      if (isNews && !ids.has(id)) broken.push(`request ${id} is stored and not listed`);
      if (!this.#open.has(Number(value)) && !this.#finished.has(id)) broken.push(`request ${id} was never filed`);
    }
    for (const wish of this.#open.values()) this.#goOn(wish, byValue.get(wish.value));
    this.#lastId = Math.max(this.#lastId, ...stored.map(({ id }) => Number(id)));
    return broken;
  }

  #goOn(wish: Wish, shown: ChangeRequest | undefined): void {
    if (shown === undefined || stageOf(shown) === "done") this.#open.delete(wish.value);
    if (shown === undefined) return;
    wish.id = shown.id;
    wish.acknowledged = true; // whoever reads it on the screen may rely on it
    wish.seen = shown;
    if (stageOf(shown) === "done") this.#finished.set(shown.id, shown.state);
    if (shown.state === "pending") delete wish.decision;
    else if (wish.decision !== undefined) wish.decision.answered = true;
  }
}

function breaches(wish: Wish, byValue: ReadonlyMap<number, ChangeRequest>): string[] {
  const shown = byValue.get(wish.value);
  const broken = shown === undefined ? breachesOfAbsent(wish, byValue) : breachesOfShown(wish, shown, byValue);
  return broken.filter(([kept]) => !kept).map(([, breach]) => `${told(wish)} ${breach}`);
}

type Rule = readonly [kept: boolean, breach: string];

function breachesOfAbsent(wish: Wish, byValue: ReadonlyMap<number, ChangeRequest>): Rule[] {
  return [
    [!wish.acknowledged && wish.received === 0, "was acknowledged and is lost"],
    [!wish.together.some((value) => byValue.has(value)), "is missing from a PUT of which the rest was stored"],
  ];
}

function breachesOfShown(wish: Wish, shown: ChangeRequest, byValue: ReadonlyMap<number, ChangeRequest>): Rule[] {
  const { state, deliveries } = shown;
  const { received, seen, decision } = wish;
  const before = seen?.state ?? state;
  const surely = decision?.answered === true ? "surely" : "perhaps";
  return [
    [shown.register === wish.register, `is shown for ${shown.register}`],
    [wish.id === undefined || wish.id === shown.id, `is shown with the number ${shown.id}`],
    [mayBe(wish, state), `was ${surely} decided (${decision?.verb ?? "not at all"}) and is ${state}`],
    [state === before || reachable(before).has(state), `went from ${before} to ${state}`],
    [state !== "superseded" || wasSuperseded(shown, byValue), "was superseded by nothing newer"],
    [received <= deliveries, `was received ${received} times and is marked with ${deliveries}`],
    [!HANDED_OVER.includes(state) || received > 0, `is ${state} and nobody received it`],
  ];
}

function mayBe({ decision }: Wish, state: ChangeRequestState): boolean {
  if (decision === undefined) return UNDECIDED.includes(state);
  const decided = decision.verb === "approve" ? APPROVED : (["denied"] as const);
  return decided.some((one) => one === state) || (!decision.answered && UNDECIDED.includes(state));
}

function reachable(state: ChangeRequestState): Set<ChangeRequestState> {
  const next = WAYS[state] ?? [];
  return new Set([...next, ...next.flatMap((one) => [...reachable(one)])]);
}

function wasSuperseded(
  { id, register, supersededBy }: ChangeRequest,
  all: ReadonlyMap<number, ChangeRequest>,
): boolean {
  const newer = [...all.values()].find((other) => other.id === supersededBy);
  return newer?.register === register && Number(newer.id) > Number(id);
}

const told = ({ id = "without a number", register, value }: Wish): string => `request ${id} (${register} -> ${value})`;
