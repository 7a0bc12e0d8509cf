import { freshness, type Freshness } from "#shared/freshness.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import type { DeviceOf } from "./register-devices.ts";
import { kindOf } from "./value.ts";

export const SORT_KEYS = ["state", "name", "value", "device", "source", "age", "ttl", "changed", "type"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

export const BY_NAME: Sort = { key: "name", descending: false };

/** `age`, or `-age` for descending, as an address carries it. */
export function parseSort(text: string | undefined): Sort {
  const descending = text?.startsWith("-") ?? false;
  const key = SORT_KEYS.find((known) => known === text?.replace("-", ""));
  return key ? { key, descending } : BY_NAME;
}

export function formatSort({ key, descending }: Sort): string | undefined {
  if (key === "name" && !descending) return undefined;
  return descending ? `-${key}` : key;
}

const VOLATILE: ReadonlySet<SortKey> = new Set<SortKey>(["state", "value", "age", "ttl", "changed"]);

/** Whether an order changes by itself as time passes and values come in. */
export function isVolatile({ key }: Sort): boolean {
  return VOLATILE.has(key);
}

/** Texts are in the order of these as people count, `meter.2` before `meter.10`, and capitals never matter. */
export function countingKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(16, "0"));
}

/** Orders names as people count. Keys are kept because ten thousand names are sorted anew
 *  whenever one comes, and `Intl.Collator` would take a hundred milliseconds for that. */
export class NameOrder {
  readonly #keys = new Map<RegisterName, string>();

  key(name: RegisterName): string {
    let key = this.#keys.get(name);
    if (key === undefined) {
      key = countingKey(name);
      this.#keys.set(name, key);
    }
    return key;
  }

  readonly compare = (a: RegisterName, b: RegisterName): number => compare(this.key(a), this.key(b)) || compare(a, b);

  forgetAll(): void {
    this.#keys.clear();
  }
}

/** What an order may depend on beside the registers. */
export interface Ranking {
  /** Epoch milliseconds on the host's clock. */
  readonly now: number;
  readonly deviceOf: DeviceOf;
}

/** @returns the names in order; equal ones by name, so that rows do not dance */
export function sorted(
  registers: readonly Register[],
  sort: Sort,
  names: NameOrder,
  { now, deviceOf }: Ranking,
): RegisterName[] {
  const sign = sort.descending ? -1 : 1;
  const { key } = sort;
  if (key === "name") return registers.map(({ name }) => name).sort((a, b) => sign * names.compare(a, b));
  return registers
    .map((register) => ({ name: register.name, rank: rank(register, key, { now, deviceOf }) }))
    .sort((a, b) => sign * compareRanks(a.rank, b.rank) || names.compare(a.name, b.name))
    .map(({ name }) => name);
}

const LAST = "\uffff";

/** Worst first: what a technician looks for. */
export const STATE_ORDER: Readonly<Record<Freshness, number>> = { expired: 0, late: 1, "no-value": 2, fresh: 3 };

function rank(register: Register, key: Exclude<SortKey, "name">, { now, deviceOf }: Ranking): number | string {
  switch (key) {
    case "state":
      return STATE_ORDER[freshness(register, now)];
    case "value":
      return numberOr(register.value);
    case "device":
      return countingKey(deviceOf(register)?.name ?? LAST);
    case "source":
      return register.provider;
    case "type":
      return kindOf(register.value);
    case "age":
      return -register.providedAt;
    case "changed":
      return -register.changedAt;
    case "ttl":
      return timeLeftOf(register, now);
  }
}

/** The share of its time to live that a register has left; a source's has all the time there is. */
function timeLeftOf({ expiredAt, providedAt, ttl = Infinity }: Register, now: number): number {
  return expiredAt === undefined ? 1 - (now - providedAt) / ttl : Number.NEGATIVE_INFINITY;
}

function numberOr(text: string): number | string {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** Numbers before texts. */
function compareRanks(a: number | string, b: number | string): number {
  if (typeof a === typeof b) return compare(a, b);
  return typeof a === "number" ? -1 : 1;
}

function compare<T extends number | string>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
