/** The keyboard in the list. The list is one stop of the tab key; everything in it is reached from there. */
import type { Row } from "../../../lib/list/rows.ts";
import { parentIndex, TypeAhead } from "../../../lib/list/walk.ts";
import { isSingle, actionFor, type Action } from "../../../lib/key-bindings.ts";
import type { ListActions } from "../../../state/register-list-actions.svelte.ts";
import type { RegisterListState } from "../../../state/register-list.svelte.ts";

export interface ListKeysNeeds {
  readonly list: RegisterListState;
  readonly actions: ListActions;
  readonly hasSingleKeys: () => boolean;
  /** Moves the keyboard to a row and shows it. */
  readonly go: (index: number) => void;
  /** Rows that fit on the screen. */
  readonly page: () => number;
  /** Up from the first row. */
  readonly leaveUp: () => void;
  readonly openMenu: (row: Row) => void;
}

type Act = (row: Row | undefined, event: KeyboardEvent) => void;

export class ListKeys {
  readonly #needs: ListKeysNeeds;
  readonly #typeAhead = new TypeAhead();

  constructor(needs: ListKeysNeeds) {
    this.#needs = needs;
  }

  /** A letter that is a key of this list, such as J and K, which walk every list, is that key as long as no name is being
   *  typed. Names that begin with it are found with Shift, after another letter, or with single-letter keys turned off.
   *  @returns whether the key did something and is used up */
  press(event: KeyboardEvent): boolean {
    const { list, hasSingleKeys } = this.#needs;
    if (this.#typeAhead.isTyping && isSingle(event)) return this.#type(event.key);
    this.#typeAhead.stop();
    const action = isSingle(event) && !hasSingleKeys() ? undefined : actionFor(event, "registers");
    const act = this.#moves[keyOf(event)] ?? this.#acts[action ?? "close"];
    if (act) {
      act(list.cursorRow, event);
      return true;
    }
    return isSingle(event) && action === undefined && /[\p{L}\p{N}]/u.test(event.key) && this.#type(event.key);
  }

  #type(letter: string): boolean {
    const { list, go } = this.#needs;
    const index = this.#typeAhead.find(letter, list.rows, list.cursorIndex);
    if (index !== undefined) go(index);
    return true;
  }

  readonly #moves: Readonly<Record<string, Act>> = {
    ArrowDown: () => this.#by(1),
    ArrowUp: () => (this.#needs.list.cursorIndex > 0 ? this.#by(-1) : this.#needs.leaveUp()),
    PageDown: () => this.#by(this.#needs.page()),
    PageUp: () => this.#by(-this.#needs.page()),
    Home: () => this.#needs.go(0),
    End: () => this.#needs.go(this.#needs.list.rows.length - 1),
    ArrowRight: (row) => this.#unfold(row),
    ArrowLeft: (row) => this.#foldUp(row),
    Enter: (row) => row && this.#needs.list.open(row),
    ContextMenu: (row) => row && this.#needs.openMenu(row),
    "Shift+ArrowDown": (row) => this.#select(row, 1),
    "Shift+ArrowUp": (row) => this.#select(row, -1),
    "Shift+Space": (row) => row && this.#extend(row),
  };

  readonly #acts: Readonly<Partial<Record<Action, Act>>> = {
    nextRegister: () => this.#by(1),
    previousRegister: () => this.#by(-1),
    select: (row) => row && this.#needs.list.selection.toggle(this.#needs.list.namesOf(row)),
    pin: (row) => row && this.#needs.actions.togglePin(row),
    copyValue: (row) => row?.kind === "register" && this.#needs.actions.copyValue(row.name),
    copyName: (row) => row?.kind === "register" && this.#needs.actions.copyName(row.name),
    movePin: (row, { key }) => row && this.#needs.actions.movePin(row, key === "ArrowUp" ? -1 : 1),
    expandAll: () => this.#needs.list.foldAll(true),
    selectAll: () => this.#needs.list.selection.select(this.#needs.list.leaves),
    rowMenu: (row) => row && this.#needs.openMenu(row),
  };

  #by(rows: number): void {
    this.#needs.go(Math.max(0, this.#needs.list.cursorIndex + rows));
  }

  #unfold(row: Row | undefined): void {
    if (!row || row.kind === "register") return;
    if (row.isOpen) this.#by(1);
    else this.#needs.list.fold(row, true);
  }

  /** Folds, or goes to what it is in. */
  #foldUp(row: Row | undefined): void {
    const { list, go } = this.#needs;
    if (row && row.kind !== "register" && row.isOpen) list.fold(row, false);
    else {
      const parent = parentIndex(list.rows, list.cursorIndex);
      if (parent !== undefined) go(parent);
    }
  }

  #select(row: Row | undefined, by: 1 | -1): void {
    const { list } = this.#needs;
    if (row?.kind === "register" && list.selection.size === 0) list.selection.toggle([row.name]);
    this.#by(by);
    const next = list.cursorRow;
    if (next) this.#extend(next);
  }

  #extend(row: Row): void {
    const { list } = this.#needs;
    if (row.kind === "register") list.selection.extendTo(row.name, list.leaves);
  }
}

function keyOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string {
  const name = key === " " ? "Space" : key.length === 1 ? key.toUpperCase() : key;
  const isShifted = (shiftKey && key.length > 1) || (shiftKey && key === " ");
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${isShifted ? "Shift+" : ""}${name}`;
}
