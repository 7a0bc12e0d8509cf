import type { RegisterName } from "#shared/model/register.ts";

/** Which names changed at which revision, as far back as there is room: so that a reader who says what it has already
 *  seen gets just the rest. */
export class Journal {
  readonly #revisions: number[] = [];
  readonly #names: RegisterName[] = [];
  readonly #capacity: number;
  /** Everything after this revision is known. */
  #since: number;

  constructor(since: number, capacity = 100_000) {
    this.#since = since;
    this.#capacity = capacity;
  }

  append(revision: number, names: Iterable<RegisterName>): void {
    for (const name of names) {
      this.#revisions.push(revision);
      this.#names.push(name);
    }
    if (this.#names.length > 2 * this.#capacity) this.#forgetOldest();
  }

  /** The names that changed after a revision. @returns undefined when it is too long ago to tell */
  after(revision: number): Set<RegisterName> | undefined {
    if (revision < this.#since) return undefined;
    return new Set(this.#names.slice(this.#firstAfter(revision)));
  }

  /** Whether one of the names changed after a revision; true when that is too long ago to tell. */
  hasChanged(names: ReadonlySet<string>, revision: number): boolean {
    if (revision < this.#since) return true;
    for (let index = this.#firstAfter(revision); index < this.#names.length; index++) {
      if (names.has(this.#names[index] ?? "")) return true;
    }
    return false;
  }

  /** Forgets whole revisions only, and half of all at a time, so that it costs next to nothing on average. */
  #forgetOldest(): void {
    const last = this.#revisions[this.#names.length - this.#capacity - 1] ?? this.#since;
    const kept = this.#firstAfter(last);
    this.#since = last;
    this.#revisions.splice(0, kept);
    this.#names.splice(0, kept);
  }

  #firstAfter(revision: number): number {
    let low = 0;
    let high = this.#revisions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#revisions[middle] ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
