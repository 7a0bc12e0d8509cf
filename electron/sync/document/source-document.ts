/** The pure part of a sync run: documents become registers, registers are selected, and compared with what was there before.
 *  It runs in a thread beside the host's; what it takes and gives can be posted from one to the other. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Json, JsonObject } from "#shared/json.ts";
import type { Skipped } from "#shared/model/sync.ts";
import type { FetchedDocument } from "../../sources/source-reader.ts";
import { fingerprintOf, hashOf, orderOf } from "./document-hash.ts";
import { DocumentInvalid } from "./document-invalid.ts";
import { DOCUMENT_LIMITS, type DocumentLimits } from "./document-limits.ts";
import { isObject, kindOf, pathOf, registerIn, type DocumentRegister } from "./document-register.ts";
import { textOf } from "./document-text.ts";
import { readJson } from "./json-document.ts";
import { readYaml, strangerIn } from "./yaml-document.ts";

/** All documents of a source as one. */
export interface SourceDocument {
  readonly registers: ReadonlyMap<string, DocumentRegister>;
  /** Of the registers, in order. */
  readonly names: readonly string[];
  /** sha256 of the canonical document, in hexadecimal. */
  readonly hash: string;
  /** At most the first thousand. */
  readonly skipped: readonly Skipped[];
  readonly skippedCount: number;
  /** Of the bytes it was read from. */
  readonly fingerprint: string;
}

export interface ReadOptions {
  /** One bad register refuses all documents; otherwise it is skipped. */
  readonly strict: boolean;
  /** What was read last time: what is still the same costs little. */
  readonly known?: SourceDocument | undefined;
  readonly limits?: Partial<DocumentLimits>;
}

const MOST_SKIPPED = 1_000;
/** Characters. A name that is skipped for its length is not kept whole. */
const LONGEST_NAME = 1_024;
/** Registers read before others have a turn, and the signal is looked at. */
const PER_TURN = 5_000;

/** Reads, validates and hashes a source's documents. @throws {DocumentInvalid}; what the signal was aborted with */
export async function readDocuments(
  documents: readonly FetchedDocument[],
  { strict, known, limits }: ReadOptions,
  signal: AbortSignal,
): Promise<SourceDocument> {
  const fingerprint = fingerprintOf(documents);
  if (known?.fingerprint === fingerprint && !(strict && known.skippedCount > 0)) return known;
  const reading = new Reading(strict, known, { ...DOCUMENT_LIMITS, ...limits }, signal);
  for (const document of documents) await reading.read(document, documents.length > 1);
  const { registers, skipped, skippedCount } = reading;
  const names = orderOf(registers, known?.names);
  return { registers, names, hash: hashOf(registers, names), skipped, skippedCount, fingerprint };
}

class Reading {
  readonly registers = new Map<string, DocumentRegister>();
  readonly skipped: Skipped[] = [];
  skippedCount = 0;
  /** Which document each name comes from, the skipped ones too; kept only where several are merged. */
  readonly #documents = new Map<string, string>();
  readonly #strict: boolean;
  readonly #known: SourceDocument | undefined;
  readonly #limits: DocumentLimits;
  readonly #signal: AbortSignal;

  constructor(strict: boolean, known: SourceDocument | undefined, limits: DocumentLimits, signal: AbortSignal) {
    this.#strict = strict;
    this.#known = known;
    this.#limits = limits;
    this.#signal = signal;
  }

  async read(document: FetchedDocument, isOneOfSeveral: boolean): Promise<void> {
    await this.#turn();
    const text = textOf(document);
    const isYaml = document.format === "yaml";
    const pages = isYaml ? readYaml(text, document.name, this.#limits) : [readJson(text, document.name)];
    const isMerged = isOneOfSeveral || pages.length > 1;
    for (const page of pages) {
      const registers = registersOf(page, document.name);
      let taken = 0;
      for (const name of Object.keys(registers)) {
        if (taken++ % PER_TURN === 0) await this.#turn();
        if (isMerged) this.#claim(name, document.name);
        this.#take(name, registers[name], document.name, isYaml);
      }
    }
  }

  #take(name: string, entry: Json | undefined, document: string, isYaml: boolean): void {
    if (this.registers.size + this.skippedCount === this.#limits.registers) {
      const fault = `the source has more than ${this.#limits.registers} registers; split it into several sources`;
      throw new DocumentInvalid(document, fault);
    }
    const stranger = isYaml ? strangerIn(entry) : undefined;
    const register =
      stranger === undefined
        ? registerIn(name, entry, this.#known?.registers.get(name))
        : `${pathOf(name)}: JSON has no ${stranger}; write null, a text or a smaller number instead`;
    if (typeof register !== "string") this.registers.set(name, register);
    else this.#skip(name, register, document);
  }

  #claim(name: string, document: string): void {
    const other = this.#documents.get(name);
    if (other !== undefined) {
      const where = other === document ? "twice in it" : `in ${other} too`;
      throw new DocumentInvalid(document, `${pathOf(name)} is ${where}; keep it in one place`);
    }
    this.#documents.set(name, document);
  }

  #skip(name: string, message: string, document: string): void {
    if (this.#strict) throw new DocumentInvalid(document, message);
    this.skippedCount++;
    if (this.skipped.length < MOST_SKIPPED) this.skipped.push({ name: name.slice(0, LONGEST_NAME), message });
  }

  async #turn(): Promise<void> {
    await nextTurn();
    this.#signal.throwIfAborted();
  }
}

function registersOf(page: Json, document: string): JsonObject {
  if (!isObject(page)) {
    throw new DocumentInvalid(document, `it must be an object like {"registers":{…}}, not ${kindOf(page)}`);
  }
  if (!Object.hasOwn(page, "registers")) {
    throw new DocumentInvalid(document, `registers is missing; write {"registers":{"name":{"value":…}}}`);
  }
  const registers = page["registers"];
  if (isObject(registers)) return registers;
  throw new DocumentInvalid(document, `registers: must be an object of registers by name, not ${kindOf(registers)}`);
}
