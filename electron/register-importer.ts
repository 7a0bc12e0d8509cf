import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "#shared/clock.ts";
import type { ImportPreview, RefusedLine } from "#shared/model/register-import.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Audit } from "./audit/audit.ts";
import { provisionOf, SHOWN, type ReadEnd, type RegisterText } from "./register-import/import-piece.ts";
import { placeOf } from "./register-import/read.ts";
import { readInThread } from "./register-import/read-in-thread.ts";
import type { Registry } from "./registry/registry.ts";
import { DEFAULT_REST_LIMITS } from "./rest/limits.ts";

export interface RegisterImporterOptions {
  readonly registry: Registry;
  readonly audit: Pick<Audit, "note">;
  /** Bytes of a register's name, as devices have it. */
  readonly longestName?: number | undefined;
  readonly clock: Clock;
}

export interface ImportOrder {
  readonly path: string;
  /** What the file is called where it came from. */
  readonly file: string;
  /** How long the registers count, in milliseconds. */
  readonly ttl: number;
  /** Who asked, for example `anna (window)`. */
  readonly by: string;
}

/** Provides registers out of a file, once. Nobody renews them, so they expire unless a device takes over. */
export class RegisterImporter {
  readonly #registry: Registry;
  readonly #audit: Pick<Audit, "note">;
  readonly #longestName: number | undefined;
  readonly #clock: Clock;

  constructor({ registry, audit, longestName, clock }: RegisterImporterOptions) {
    this.#registry = registry;
    this.#audit = audit;
    this.#longestName = longestName;
    this.#clock = clock;
  }

  /** @param path the file  @throws {RegdeskError} `BODY_INVALID` or `BODY_TOO_LARGE` */
  preview(path: string): Promise<ImportPreview> {
    return previewOf(path, this.#longestName, (piece) => this.#sifted(piece));
  }

  /** Piece by piece, so that devices are answered meanwhile.
   *  @throws {RegdeskError} `BODY_INVALID`, `BODY_TOO_LARGE` or `REGISTERS_FULL`; then no register is new */
  async apply({ path, file, ttl, by }: ImportOrder): Promise<ImportPreview> {
    const pieces: (readonly RegisterText[])[] = [];
    const created: RegisterText[] = [];
    const end = await read(path, this.#longestName, (piece) => {
      pieces.push(piece);
      created.push(...piece.filter(({ name }) => this.#registry.find(name) === undefined));
    });
    this.#registry.makeSureOf(created);
    const brought = await this.#provide(pieces, { ttl, by: `import by ${by}` });
    if (brought.count > 0)
      this.#audit.note({ kind: "imported", at: this.#clock.now(), by, path: file, registers: brought.count });
    return brought.told(end);
  }

  /** Devices may have taken the room meanwhile; what is new then goes again. */
  async #provide(pieces: readonly (readonly RegisterText[])[], { ttl, by }: Pick<ImportOrder, "ttl" | "by">) {
    const brought = new Brought();
    const fresh: RegisterName[] = [];
    try {
      for (const piece of pieces) {
        const sifted = this.#sifted(piece);
        const isNew = sifted.free.map(({ name }) => name).filter((name) => this.#registry.find(name) === undefined);
        const report = sifted.free.map((register) => provisionOf(register, ttl));
        this.#registry.provide(report, by);
        brought.add(sifted);
        fresh.push(...isNew);
        await nextTurn();
      }
      return brought;
    } catch (error) {
      this.#registry.withdraw(fresh.filter((name) => this.#registry.find(name)?.provider === by));
      throw error;
    }
  }

  /** A file must not overwrite what a device says about itself right now. What an import brought may be brought anew. */
  #sifted(piece: readonly RegisterText[]): Sifted {
    const isFree = ({ name }: RegisterText): boolean =>
      this.#registry.find(name)?.provider.startsWith("import by ") ?? true;
    return { free: piece.filter(isFree), taken: piece.filter((register) => !isFree(register)) };
  }
}

interface Sifted {
  readonly free: readonly RegisterText[];
  /** Devices provide these. */
  readonly taken: readonly RegisterText[];
}

/** What a file would bring. @param longestName of a register, in bytes  @param sift where there are registers already
 *  @throws {RegdeskError} `BODY_INVALID` or `BODY_TOO_LARGE` */
export async function previewOf(
  path: string,
  longestName?: number,
  sift: (piece: readonly RegisterText[]) => Sifted = (free) => ({ free, taken: [] }),
): Promise<ImportPreview> {
  const brought = new Brought();
  const end = await read(path, longestName, (piece) => brought.add(sift(piece)));
  return brought.told(end);
}

function read(
  path: string,
  longestName: number | undefined,
  onPiece: (piece: readonly RegisterText[]) => void,
): Promise<ReadEnd> {
  return readInThread({ path, longestName: longestName ?? DEFAULT_REST_LIMITS.name }, onPiece);
}

/** What is told of an import: how much there was, and the first of it. */
class Brought {
  readonly #first: RegisterText[] = [];
  readonly #taken: RefusedLine[] = [];
  #takenCount = 0;
  count = 0;

  add({ free, taken }: Sifted): void {
    this.count += free.length;
    this.#takenCount += taken.length;
    this.#first.push(...free.slice(0, SHOWN - this.#first.length));
    const refused = taken.slice(0, SHOWN - this.#taken.length);
    this.#taken.push(...refused.map((register) => ({ ...placeOf(register), reason: "provided-by-a-device" as const })));
  }

  told({ format, refused, refusedCount }: ReadEnd): ImportPreview {
    return {
      ...{ format, count: this.count },
      first: this.#first.map(({ name, value, metadata }) => ({
        ...{ name, value },
        ...(metadata === undefined ? {} : { metadata }),
      })),
      refusedCount: refusedCount + this.#takenCount,
      refused: [...refused, ...this.#taken].slice(0, SHOWN),
    };
  }
}
