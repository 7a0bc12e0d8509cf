/** The keyboard in the list of pending requests. The list is one stop of the tab key; letters act wherever the focus is on
 *  the screen, arrows and Space in the list alone: elsewhere they belong to tabs, buttons and scrolling. */
import { actionFor, isSingle, type Action } from "../../../lib/key-bindings.ts";
import type { PendingReview } from "./pending-review.svelte.ts";

export interface PendingKeysNeeds {
  readonly review: PendingReview;
  readonly hasSingleKeys: () => boolean;
  /** Whether the list has the focus. */
  readonly isInList: (event: KeyboardEvent) => boolean;
  /** Moves to a request and shows it; beyond the ends is the end. */
  readonly go: (index: number) => void;
  readonly decide: (how: "approve" | "deny") => void;
  readonly focusNote: () => void;
  /** Shows the review where it is not beside the list. */
  readonly open: () => void;
  /** Opens the review sheet of what is selected. */
  readonly openSheet: () => void;
}

type Act = () => unknown;

const PAGE = 8;

/** Pressed once, not held: what decides must not run through the list. */
const ONCE: ReadonlySet<Action> = new Set(["approve", "deny", "note", "selectRequest"]);

export class PendingKeys {
  readonly #needs: PendingKeysNeeds;

  constructor(needs: PendingKeysNeeds) {
    this.#needs = needs;
  }

  /** @returns whether the key did something and is used up */
  press(event: KeyboardEvent): boolean {
    const action = actionFor(event, "changes");
    const isHeldDown = event.repeat && action !== undefined && ONCE.has(action);
    if (isHeldDown || (isSingle(event) && !this.#needs.hasSingleKeys())) return false;
    const act = this.#inList(event) ?? this.#onScreen(event, action);
    act?.();
    return act !== undefined;
  }

  #inList(event: KeyboardEvent): Act | undefined {
    return this.#needs.isInList(event) ? this.#moves[keyOf(event)] : undefined;
  }

  /** Space presses the button that has the focus. */
  #onScreen(event: KeyboardEvent, action: Action | undefined): Act | undefined {
    if (action === undefined || (event.key === " " && !this.#needs.isInList(event))) return undefined;
    return this.#acts[action];
  }

  readonly #acts: Readonly<Partial<Record<Action, Act>>> = {
    approve: () => this.#needs.decide("approve"),
    deny: () => this.#needs.decide("deny"),
    note: () => this.#needs.focusNote(),
    nextRequest: () => this.#by(1),
    previousRequest: () => this.#by(-1),
    selectRequest: () => this.#withCurrent((id) => this.#needs.review.selection.toggle(id)),
    approveSelection: () => this.#needs.openSheet(),
  };

  readonly #moves: Readonly<Record<string, Act>> = {
    ArrowDown: () => this.#by(1),
    ArrowUp: () => this.#by(-1),
    PageDown: () => this.#by(PAGE),
    PageUp: () => this.#by(-PAGE),
    Enter: () => this.#needs.open(),
    Home: () => this.#needs.go(0),
    End: () => this.#needs.go(Infinity),
    "Shift+ArrowDown": () => this.#extend(1),
    "Shift+ArrowUp": () => this.#extend(-1),
    "Shift+ ": () => this.#withCurrent((id) => this.#needs.review.selection.extendTo(id)),
    "Ctrl+a": () => this.#needs.review.selection.toggleAll(),
    Escape: () => this.#needs.review.selection.clear(),
  };

  #by(requests: number): void {
    this.#needs.go(this.#needs.review.index + requests);
  }

  #extend(by: 1 | -1): void {
    this.#withCurrent((from) => {
      this.#by(by);
      this.#withCurrent((id) => this.#needs.review.selection.extendTo(id, from));
    });
  }

  #withCurrent(act: (id: NonNullable<PendingReview["current"]>["id"]) => void): void {
    const { current } = this.#needs.review;
    if (current) act(current.id);
  }
}

function keyOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${shiftKey ? "Shift+" : ""}${key}`;
}
