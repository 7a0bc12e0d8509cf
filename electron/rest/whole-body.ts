import type { RegisterName } from "#shared/model/register.ts";
import { consumerFragment, type RegisterRecord } from "../registry/register-record.ts";
import type { Registry, RegistryListener } from "../registry/registry.ts";

const PAGE_SIZE = 64;

interface Page {
  readonly records: Map<RegisterName, RegisterRecord>;
  /** The fragments of its records, separated by commas; undefined after a change. */
  bytes: Buffer | undefined;
}

const HEAD = Buffer.from('{"registers":{');
const COMMA = Buffer.from(",");
const TAIL = Buffer.from("}}");

/** The answer to a consumer that asks for all registers. It is kept in pages, so that one change costs one page and not
 *  all of them; most of a large site does not change between two reads. */
export class WholeBody implements RegistryListener, Disposable {
  readonly #pages = new Set<Page>();
  readonly #withRoom = new Set<Page>();
  /** All pages in one; undefined after a change. */
  #whole: Buffer | undefined;
  readonly #pageOf = new Map<RegisterName, Page>();
  readonly #stopListening: () => void;

  constructor(registry: Registry) {
    for (const record of registry.living()) this.#add(record);
    this.#stopListening = registry.listen(this);
  }

  [Symbol.dispose](): void {
    this.#stopListening();
  }

  bytes(): Buffer {
    this.#whole ??= this.#joined();
    return this.#whole;
  }

  #joined(): Buffer {
    const parts: Buffer[] = [];
    for (const page of this.#pages) parts.push(parts.length === 0 ? HEAD : COMMA, bytesOf(page));
    return Buffer.concat(parts.length === 0 ? [HEAD, TAIL] : [...parts, TAIL]);
  }

  provided(record: RegisterRecord, changed: boolean): void {
    if (!changed) return;
    const page = this.#pageOf.get(record.name);
    if (page === undefined) return this.#add(record);
    page.records.set(record.name, record);
    this.#touch(page);
  }

  expired({ name }: RegisterRecord): void {
    this.#remove(name);
  }

  withdrawn(name: RegisterName): void {
    this.#remove(name);
  }

  /** A forgotten register expired before: it is on no page. */
  forgotten(): void {
    return;
  }

  #add(record: RegisterRecord): void {
    const page = this.#pageWithRoom();
    page.records.set(record.name, record);
    this.#touch(page);
    this.#pageOf.set(record.name, page);
    if (page.records.size === PAGE_SIZE) this.#withRoom.delete(page);
  }

  #touch(page: Page): void {
    page.bytes = undefined;
    this.#whole = undefined;
  }

  #pageWithRoom(): Page {
    const [roomy] = this.#withRoom;
    if (roomy !== undefined) return roomy;
    const page: Page = { records: new Map(), bytes: undefined };
    this.#pages.add(page);
    this.#withRoom.add(page);
    return page;
  }

  #remove(name: RegisterName): void {
    const page = this.#pageOf.get(name);
    if (page === undefined) return;
    this.#pageOf.delete(name);
    page.records.delete(name);
    this.#touch(page);
    if (page.records.size > 0) this.#withRoom.add(page);
    else {
      this.#pages.delete(page);
      this.#withRoom.delete(page);
    }
  }
}

function bytesOf(page: Page): Buffer {
  page.bytes ??= Buffer.from([...page.records.values()].map(consumerFragment).join(","));
  return page.bytes;
}
