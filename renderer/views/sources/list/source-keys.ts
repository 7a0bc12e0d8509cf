/** The keyboard in the list of sources. The list is one stop of the tab key; everything in it is reached from there. */
import { actionFor, isSingle, type Action } from "../../../lib/key-bindings.ts";
import type { SourceActs } from "../../../state/sources-acts.svelte.ts";
import type { ShownSource } from "../../../lib/sources/standing.ts";

export interface SourceKeysNeeds {
  readonly acts: SourceActs;
  readonly shown: () => readonly ShownSource[];
  readonly index: () => number;
  readonly hasSingleKeys: () => boolean;
  /** Moves to a source and shows it; beyond the ends is the end. */
  readonly go: (index: number) => void;
  readonly openMenu: () => void;
}

const PAGE = 8;

export class SourceKeys {
  readonly #needs: SourceKeysNeeds;

  constructor(needs: SourceKeysNeeds) {
    this.#needs = needs;
  }

  /** @returns whether the key did something and is used up */
  press(event: KeyboardEvent): boolean {
    const action = actionFor(event, "sources");
    if (isSingle(event) && !this.#needs.hasSingleKeys()) return false;
    // What begins something must not be begun again by a key that is held.
    if (event.repeat && action !== undefined && action !== "moveSource") return false;
    const current = this.#needs.shown()[this.#needs.index()];
    const act = this.#moves[plainKey(event)] ?? this.#acts[action ?? "close"];
    if (!act || !current) return false;
    act(current, event);
    return true;
  }

  readonly #moves: Readonly<Record<string, (current: ShownSource) => void>> = {
    ArrowDown: () => this.#needs.go(this.#needs.index() + 1),
    ArrowUp: () => this.#needs.go(this.#needs.index() - 1),
    PageDown: () => this.#needs.go(this.#needs.index() + PAGE),
    PageUp: () => this.#needs.go(this.#needs.index() - PAGE),
    Home: () => this.#needs.go(0),
    End: () => this.#needs.go(Infinity),
    Enter: (current) => this.#needs.acts.open(current),
    ContextMenu: () => this.#needs.openMenu(),
  };

  readonly #acts: Readonly<Partial<Record<Action, (current: ShownSource, event: KeyboardEvent) => void>>> = {
    runSource: (current) => this.#needs.acts.run(current),
    pauseSource: (current) => {
      if (current.standing === "paused") void this.#needs.acts.resume(current);
      else this.#needs.acts.ask("pause", current);
    },
    moveSource: (current, { key }) => void this.#needs.acts.move(current, key === "ArrowUp" ? -1 : 1),
    sourceMenu: () => this.#needs.openMenu(),
  };
}

function plainKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string {
  return ctrlKey || metaKey || shiftKey || altKey ? "" : key;
}
