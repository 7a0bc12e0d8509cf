import type { ActivityFeed as Message } from "#shared/contract/activity.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { Transition } from "../change-requests/transition.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** How much is at hand for a window; the audit itself keeps everything. */
const KEPT = 1_000;

/** Tells windows what happened: the latest first as a snapshot, then each as it happens. */
export class ActivityFeed implements Disposable {
  readonly #subscribers = new Subscribers<Message>();
  readonly #stopListening: () => void;
  readonly #latest: Activity[];
  #sequence = 0;

  /** @param earlier oldest first */
  constructor(changeRequests: ChangeRequests, earlier: readonly Activity[]) {
    this.#latest = earlier.slice(-KEPT);
    this.#stopListening = changeRequests.listen((_requests, transitions) => this.#add(transitions.map(activityOf)));
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Message> {
    return this.#subscribers.add(signal, this.#snapshot());
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#subscribers[Symbol.dispose]();
  }

  #add(activity: readonly Activity[]): void {
    if (activity.length === 0) return;
    this.#sequence += 1;
    this.#latest.push(...activity);
    if (this.#latest.length > 2 * KEPT) this.#latest.splice(0, this.#latest.length - KEPT);
    this.#subscribers.tell({ kind: "delta", sequence: this.#sequence, activity }, () => this.#snapshot());
  }

  #snapshot(): Message {
    return { kind: "snapshot", sequence: this.#sequence, activity: this.#latest.slice(-KEPT) };
  }
}

export function activityOf(transition: Transition): Activity {
  return { kind: "change-request", ...transition };
}
