/** The audit: what happened, who caused it and why, in lines that are added and never touched again. It knows neither how
 *  they are stored nor who reads them. */
import { RegdeskError } from "#shared/errors.ts";
import type { Activity, AuditLine } from "#shared/model/activity.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Transition } from "../change-requests/transition.ts";
import type { AuditedWrite, AuditStore } from "./audit-store.ts";
import { activityOf } from "./change-request-activity.ts";

/** Hears of lines once they are stored, oldest first. */
export type AuditListener = (lines: readonly AuditLine[]) => void;

/** Moves of change requests, and the overrides they come to. */
export interface Moves extends Pick<AuditedWrite, "sync"> {
  readonly changeRequests: readonly ChangeRequest[];
  readonly transitions: readonly Transition[];
}

export class Audit {
  readonly #store: AuditStore;
  readonly #listeners = new Set<AuditListener>();
  /** What happened while nothing could be stored. */
  #unstored: readonly Activity[] = [];

  constructor(store: AuditStore) {
    this.#store = store;
  }

  /** Stores what happened together with what it changed, then tells who listens. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async append(activity: readonly Activity[], write: AuditedWrite = {}): Promise<void> {
    const earlier = this.#unstored;
    this.#unstored = [];
    const all = earlier.length === 0 ? activity : [...earlier, ...activity];
    try {
      const links = await this.#store.append({ ...write, activity: all });
      if (all.length > 0 && this.#listeners.size > 0)
        this.#tell([...links].map((link, index) => ({ ...all[index], ...link }) as AuditLine));
    } catch (error) {
      this.#unstored = [...earlier, ...this.#unstored];
      throw error;
    }
  }

  /** Stores moves of change requests with their lines. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  commit({ changeRequests, transitions, sync }: Moves): Promise<void> {
    const write = sync === undefined ? { changeRequests } : { changeRequests, sync };
    return this.append(activityOf(transitions, changeRequests), write);
  }

  /** For what has happened whether it can be stored or not: stored now, or with the next line that can be. */
  note(activity: Activity): void {
    this.append([activity]).catch((error: unknown) => {
      if (!(error instanceof RegdeskError)) throw error;
      this.#unstored = [...this.#unstored, activity];
    });
  }

  /** @returns stops listening */
  listen(listener: AuditListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(lines: readonly AuditLine[]): void {
    for (const listener of this.#listeners) listener(lines);
  }
}
