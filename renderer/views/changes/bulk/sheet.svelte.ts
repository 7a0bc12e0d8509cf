import type { Reviewed } from "#shared/contract/change-requests.ts";
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import { SvelteMap } from "svelte/reactivity";
import { changeOf, type LineChange, type SheetLine } from "../../../lib/request-batch.ts";
import type { AppState } from "../../../state/app.ts";
import type { Looks } from "../../../state/change-requests.svelte.ts";

type Needs = Pick<AppState, "changeRequests" | "registers" | "sources">;

/** Several requests on one sheet, frozen as they were when it was opened. What has changed since is unticked by itself;
 *  what only moved, or belongs to a source in error, may be ticked after a second look. */
export class Sheet {
  readonly #app: Needs;
  readonly how: "approve" | "deny";
  readonly lines: readonly SheetLine[];
  /** What the technician said of a line, and of which value that was said. */
  readonly #ticks = new SvelteMap<ChangeRequestId, { readonly isOn: boolean; readonly of: string | undefined }>();
  isSending = $state(false);
  /** What became of it. */
  reviewed = $state.raw<Reviewed>();

  readonly ids: readonly ChangeRequestId[] = $derived.by(() =>
    this.lines.filter((line) => this.isTicked(line)).map(({ request }) => request.id),
  );

  constructor(app: Needs, how: "approve" | "deny", requests: readonly ChangeRequest[]) {
    this.#app = app;
    this.how = how;
    this.lines = requests.map((request) => ({
      request,
      seen: app.registers.peek(request.register)?.value ?? request.previousValue,
    }));
  }

  changeOf(line: SheetLine): LineChange | undefined {
    const { changeRequests, registers } = this.#app;
    return changeOf(line, changeRequests.find(line.request.id), registers.find(line.request.register)?.value);
  }

  /** Whether it can still be decided. */
  isOpen(line: SheetLine): boolean {
    const change = this.changeOf(line);
    return change === undefined || change.kind === "moved";
  }

  isTicked(line: SheetLine): boolean {
    if (!this.isOpen(line)) return false;
    const tick = this.#ticks.get(line.request.id);
    const change = this.changeOf(line);
    // A denial stays right whatever the value does.
    if (this.how === "deny") return tick?.isOn ?? true;
    if (change === undefined) return tick?.isOn ?? this.sourceInError(line) === undefined;
    return tick !== undefined && tick.isOn && tick.of === this.#valueOf(line);
  }

  /** The source that the register comes from, when its last sync failed. */
  sourceInError({ request }: SheetLine): string | undefined {
    const name = this.#app.registers.find(request.register)?.source;
    if (name === undefined) return undefined;
    return (this.#app.sources.find(name)?.state.attempts ?? 0) > 0 ? name : undefined;
  }

  tick(line: SheetLine, isOn: boolean): void {
    this.#ticks.set(line.request.id, { isOn, of: this.#valueOf(line) });
  }

  /** @throws {Error} when nothing was decided, its message a sentence for the technician */
  async send(note: string): Promise<Reviewed> {
    this.isSending = true;
    try {
      const { changeRequests } = this.#app;
      return (this.reviewed = await (this.how === "deny"
        ? changeRequests.denyEach(this.ids, note)
        : changeRequests.approveEach(this.ids, note, this.#looks())));
    } finally {
      this.isSending = false;
    }
  }

  #looks(): Looks {
    const ticked = this.lines.filter((line) => this.isTicked(line));
    const revision = ({ request }: SheetLine) => this.#app.registers.find(request.register)?.revision ?? null;
    return {
      seen: Object.fromEntries(ticked.map((line) => [line.request.id, revision(line)])),
      confirmed: ticked.filter((line) => this.sourceInError(line) !== undefined).map(({ request }) => request.id),
    };
  }

  #valueOf({ request }: SheetLine): string | undefined {
    return this.#app.registers.find(request.register)?.value;
  }
}
