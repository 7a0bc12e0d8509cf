import { SvelteMap } from "svelte/reactivity";
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import { text } from "../../../lib/messages/messages.ts";
import { unitOf } from "../../../lib/metadata.ts";
import { valueWithUnit } from "../../../lib/value.ts";
import type { AppState } from "../../../state/app.ts";
import { offerUndo } from "../../../state/offer-undo.ts";
import { RequestSelection } from "./request-selection.svelte.ts";
import { StaleGuard } from "./stale-guard.svelte.ts";

/** How long a request that came up by itself cannot be decided, in milliseconds: a key meant for the one before must not
 *  hit it. */
const HOLD = 800;

/** One request after the other under review: which one, what was written about it, and whether it may be decided. */
export class PendingReview {
  readonly #app: AppState;
  readonly #drafts = new SvelteMap<ChangeRequestId, string>();
  readonly guard = new StaleGuard();
  readonly selection: RequestSelection;
  #isHeld = $state(false);
  /** What the technician sees first or chose; anything else came up by itself. */
  #chosen: ChangeRequestId | undefined;
  /** Where the one was that is gone: the next one takes its place. */
  #lastIndex = $state(0);
  /** A denial was tried without the note that it needs. */
  isNoteMissing = $state(false);

  readonly #pending: readonly ChangeRequest[] = $derived.by(() => this.#app.changeRequests.pending);
  readonly index: number = $derived.by(() => {
    const found = this.#pending.findIndex(({ id }) => id === this.#app.router.get("sel"));
    return found >= 0 ? found : Math.min(this.#lastIndex, this.#pending.length - 1);
  });
  readonly current: ChangeRequest | undefined = $derived(this.#pending[this.index]);

  constructor(app: AppState) {
    this.#app = app;
    this.selection = new RequestSelection(() => app.changeRequests.pending);
    this.#chosen = app.router.get("sel") as ChangeRequestId | undefined;
  }

  /** Watches what comes up and what moves under it. Call it once while a component is set up. */
  watch(): void {
    const currentId = $derived(this.current?.id);
    $effect(() => {
      this.#chosen ??= currentId;
      this.isNoteMissing = false;
      if (currentId === this.#chosen) return;
      this.#isHeld = true;
      const timer = setTimeout(() => (this.#isHeld = false), HOLD);
      return () => clearTimeout(timer);
    });
    $effect(() => {
      this.guard.see(this.current, this.current && this.#app.registers.find(this.current.register));
    });
    $effect(() => () => this.guard.stop());
  }

  get isDenyHeld(): boolean {
    return this.#isHeld || (this.current !== undefined && this.#app.changeRequests.isBusy(this.current.id));
  }

  get isApproveHeld(): boolean {
    return this.isDenyHeld || this.guard.isHeld;
  }

  get needsNote(): boolean {
    return this.#app.gate.policy?.denyNoteRequired ?? false;
  }

  get note(): string {
    return this.current ? (this.#drafts.get(this.current.id) ?? "") : "";
  }

  set note(note: string) {
    if (this.current) this.#drafts.set(this.current.id, note);
    if (note.trim() !== "") this.isNoteMissing = false;
  }

  /** @returns the request that is under review now */
  moveTo(target: number): ChangeRequest | undefined {
    const request = this.#pending[Math.max(0, Math.min(target, this.#pending.length - 1))];
    if (!request) return undefined;
    this.#lastIndex = this.#pending.indexOf(request);
    this.#chosen = request.id;
    this.#isHeld = false;
    this.#app.router.set({ sel: request.id });
    return request;
  }

  async approve(): Promise<void> {
    if (this.isApproveHeld) return;
    const approved = await this.#decide("approve");
    if (approved) offerUndo(this.#app, approved, text.inspector.review.approved);
  }

  /** @returns false when the note that it needs is missing */
  async deny(): Promise<boolean> {
    if (this.isDenyHeld) return true;
    if (this.needsNote && this.note.trim() === "") {
      this.isNoteMissing = true;
      return false;
    }
    const denied = await this.#decide("deny");
    if (!denied) return true;
    const unit = unitOf(this.#app.registers.find(denied.register) ?? {});
    const name = denied.register || text.registers.emptyName;
    this.#app.toasts.say(text.changes.denied(name, valueWithUnit(denied.value, unit)));
    return true;
  }

  async #decide(how: "approve" | "deny"): Promise<ChangeRequest | undefined> {
    if (!this.current) return undefined;
    const { current, note } = this;
    const { id } = current;
    this.#lastIndex = this.index;
    const { changeRequests } = this.#app;
    const look = { seen: this.guard.seen, onmoved: () => this.guard.refused() };
    const decided = await (how === "approve"
      ? changeRequests.approve(current, note, look)
      : changeRequests.deny(id, note));
    if (decided) this.#drafts.delete(id);
    return decided;
  }
}
