/** Puts announcements before the person by the operating system's own means, and takes back what is settled. */
import { Notification } from "electron";
import type { ChangeRequestId } from "#shared/model/change-request.ts";
import type { Standing } from "../standing.ts";
import { placeOfRequest, type Announcement } from "./announcement.ts";

export interface Decisions {
  approve(id: ChangeRequestId): Promise<unknown>;
  deny(id: ChangeRequestId): Promise<unknown>;
}

export interface OsNotificationsOptions {
  /** Leads the person to a place in the window, for example `#/changes`. */
  readonly open: (place: string) => void;
  /** What a person decides through a notification. */
  readonly decisions: Decisions;
  readonly standing: () => Standing;
}

/** The order of the buttons. */
const DECISIONS = ["approve", "deny"] as const;

export class OsNotifications implements Disposable {
  readonly #options: OsNotificationsOptions;
  /** Held on to, because one that is collected as garbage answers no click. */
  readonly #shown = new Map<Notification, ChangeRequestId | undefined>();

  constructor(options: OsNotificationsOptions) {
    this.#options = options;
  }

  show({ title, body, place, request }: Announcement): void {
    if (!Notification.isSupported()) return;
    const { notifications } = this.#options.standing().text;
    // Linux knows no buttons here (Electron), so there a click opens the request.
    const hasButtons = request !== undefined && process.platform !== "linux";
    const actions = hasButtons
      ? DECISIONS.map((decision) => ({ type: "button", text: notifications[decision] }) as const)
      : [];
    if (request === undefined) this.#withdrawIf((about) => about === undefined); // a newer number takes the older's place
    const notification = new Notification({ title, body, actions });
    this.#shown.set(notification, request);
    notification.on("click", () => {
      this.#shown.delete(notification);
      this.#options.open(place);
    });
    // Windows keeps one that timed out at hand, where it can still be answered.
    notification.on("close", ({ reason }) => reason !== "timedOut" && this.#shown.delete(notification));
    notification.on("action", ({ actionIndex }) => {
      this.#shown.delete(notification);
      const decision = DECISIONS[actionIndex];
      if (decision && request) void this.#decide(decision, request);
    });
    notification.show();
  }

  /** A request that is decided elsewhere needs no answer here any more. */
  withdraw({ pending }: Standing): void {
    const waiting = new Set(pending.map(({ id }) => id));
    this.#withdrawIf((about) => about !== undefined && !waiting.has(about));
  }

  [Symbol.dispose](): void {
    this.#withdrawIf(() => true);
  }

  #withdrawIf(isSettled: (about: ChangeRequestId | undefined) => boolean): void {
    for (const [notification, about] of this.#shown) {
      if (!isSettled(about)) continue;
      this.#shown.delete(notification);
      notification.close();
    }
  }

  async #decide(decision: keyof Decisions, id: ChangeRequestId): Promise<void> {
    try {
      await this.#options.decisions[decision](id);
    } catch (error) {
      // The person believes it done, and looks elsewhere: this may not wait for its turn.
      const { text } = this.#options.standing();
      const body = sentenceOf(error, text.refusals);
      this.show({ title: text.notifications.notDone(id), body, place: placeOfRequest(id) });
    }
  }
}

function sentenceOf(error: unknown, refusals: Readonly<Record<string, string>>): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return refusals[code] ?? (error instanceof Error ? error.message : String(error));
}
