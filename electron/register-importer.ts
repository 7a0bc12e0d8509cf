import { readFile, stat } from "node:fs/promises";
import type { Clock } from "#shared/clock.ts";
import { jsonText } from "#shared/json.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { ImportPreview, RefusedLine } from "#shared/model/register-import.ts";
import type { Audit } from "./audit/audit.ts";
import type { FoundRegister } from "./register-import/found-register.ts";
import { placeOf, readImport, type ReadImport } from "./register-import/read.ts";
import type { Registry } from "./registry/registry.ts";
import { DEFAULT_REST_LIMITS } from "./rest/limits.ts";

/** Reading a file takes the host's attention: a second for this many bytes, at most. */
const LARGEST = 16 << 20;
/** So much of a preview is shown. */
const SHOWN = 200;

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
  async preview(path: string): Promise<ImportPreview> {
    return previewOf(this.#withoutLiving(await readImportFile(path, this.#longestName)));
  }

  /** @throws {RegdeskError} `BODY_INVALID`, `BODY_TOO_LARGE` or `REGISTERS_FULL`; then nothing is provided */
  async apply({ path, file, ttl, by }: ImportOrder): Promise<ImportPreview> {
    const read = this.#withoutLiving(await readImportFile(path, this.#longestName));
    const report = read.registers.map(({ name, value, metadata }) => ({ name, value, metadata, ttl }));
    this.#registry.provide(report, `import by ${by}`);
    if (report.length > 0)
      this.#audit.note({ kind: "imported", at: this.#clock.now(), by, path: file, registers: report.length });
    return previewOf(read);
  }

  /** A file must not overwrite what a device says about itself right now. What an import brought may be brought anew. */
  #withoutLiving(read: ReadImport): ReadImport {
    const isFree = ({ name }: FoundRegister): boolean =>
      this.#registry.find(name)?.provider.startsWith("import by ") ?? true;
    const taken = read.registers.filter((register) => !isFree(register));
    const refused = taken.map((register): RefusedLine => ({ ...placeOf(register), reason: "provided-by-a-device" }));
    return { ...read, registers: read.registers.filter(isFree), refused: [...read.refused, ...refused] };
  }
}

/** @param longestName of a register, in bytes  @throws {RegdeskError} `BODY_INVALID` or `BODY_TOO_LARGE` */
export async function readImportFile(path: string, longestName = DEFAULT_REST_LIMITS.name): Promise<ReadImport> {
  const { size } = await stat(path);
  if (size > LARGEST) {
    throw new RegdeskError("BODY_TOO_LARGE", `The file has ${size} bytes, at most ${LARGEST} can be read; split it`);
  }
  return readImport(await readFile(path, "utf8"), longestName);
}

export function previewOf({ format, registers, refused }: ReadImport): ImportPreview {
  return {
    format,
    count: registers.length,
    first: registers.slice(0, SHOWN).map(({ name, value, metadata }) => ({
      name,
      value: jsonText(value),
      ...(metadata === undefined ? {} : { metadata: jsonText(metadata) }),
    })),
    refusedCount: refused.length,
    refused: refused.slice(0, SHOWN),
  };
}
