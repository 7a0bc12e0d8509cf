/** YAML 1.2's core schema as JSON needs it: integers keep every digit, what JSON cannot hold is marked, and a key is the text
 *  that was written, so that a register may be called `1.10` or `null`. Dates are texts, as the core schema has them. */
import {
  boolCoreTag,
  CORE_SCHEMA,
  floatCoreTag,
  intCoreTag,
  mapTag,
  NOT_RESOLVED,
  nullCoreTag,
  seqTag,
  type ScalarTagDefinition,
} from "js-yaml";
import { parseJson } from "#shared/json.ts";

/** Stands for something JSON has no words for. */
export class NotJson {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A scalar until it is known whether it is a key or a value. */
class Plain {
  readonly source: string;
  readonly value: unknown;

  constructor(source: string, value: unknown) {
    this.source = source;
    this.value = value;
  }
}

/** `1e400` is a number to those who write it, though not to the library. */
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const LONGEST_QUOTED = 40;

export const JSON_VALUES = CORE_SCHEMA.withTags(
  remembering(nullCoreTag),
  remembering(boolCoreTag),
  { ...remembering(intCoreTag), resolve: integer },
  { ...remembering(floatCoreTag), resolve: float },
  { ...seqTag, addItem: (list: unknown[], item: unknown, index: number) => seqTag.addItem(list, valueOf(item), index) },
  {
    ...mapTag,
    addPair: (map: Record<string, unknown>, key: unknown, value: unknown) =>
      mapTag.addPair(map, keyOf(key), valueOf(value)),
    has: (map: Record<string, unknown>, key: unknown) => mapTag.has(map, keyOf(key)),
  },
);

export function valueOf(item: unknown): unknown {
  return item instanceof Plain ? item.value : item;
}

function keyOf(key: unknown): unknown {
  return key instanceof Plain ? key.source : key;
}

function remembering(tag: ScalarTagDefinition): ScalarTagDefinition {
  return {
    ...tag,
    resolve: (source, isExplicit, name) => {
      const value = tag.resolve(source, isExplicit, name);
      return value === NOT_RESOLVED ? NOT_RESOLVED : new Plain(source, value);
    },
  };
}

function integer(source: string, isExplicit: boolean, name: string): Plain | typeof NOT_RESOLVED {
  if (/^[-+]?[0-9]{16,}$/.test(source)) {
    const digits = String(BigInt(source.replace(/^\+/, "")));
    return new Plain(source, digits.length > 308 ? notJson(source) : parseJson(digits));
  }
  const value = intCoreTag.resolve(source, isExplicit, name);
  if (value === NOT_RESOLVED) return NOT_RESOLVED;
  return new Plain(source, Number.isSafeInteger(value) ? value : exactly(source));
}

/** An integer to another base than ten. */
function exactly(source: string): unknown {
  const [, sign = "", digits = ""] = /^([-+]?)(.*)$/.exec(source) ?? [];
  return parseJson(`${sign === "-" ? "-" : ""}${BigInt(digits)}`);
}

function float(source: string, isExplicit: boolean, name: string): Plain | typeof NOT_RESOLVED {
  const value = floatCoreTag.resolve(source, isExplicit, name);
  if (value === NOT_RESOLVED) return FLOAT.test(source) ? new Plain(source, notJson(source)) : NOT_RESOLVED;
  return new Plain(source, Number.isFinite(value) ? value : notJson(source));
}

function notJson(source: string): NotJson {
  return new NotJson(source.length > LONGEST_QUOTED ? `${source.slice(0, LONGEST_QUOTED)}…` : source);
}
