/** What differs between two JSON values, by meaning: the order of keys does not count, every digit of an integer does.
 *  microdiff takes big integers for objects and cannot tell keys like `__proto__`; hence our own. */
import {
  isRawInteger,
  jsonText,
  parseJson,
  sameJson,
  type Json,
  type JsonObject,
  type JsonText,
} from "#shared/json.ts";
import type { Step } from "./json-path.ts";

export type Mark = "same" | "added" | "removed" | "changed";

/** One place of the two values laid over each other. */
export interface DiffNode {
  readonly key: Step | undefined;
  readonly mark: Mark;
  /** What stands there on either side; a branch that is on both sides has children instead. */
  readonly from?: JsonText;
  readonly to?: JsonText;
  readonly children?: readonly DiffNode[];
  readonly isList?: boolean;
}

export interface Change {
  readonly path: readonly Step[];
  readonly mark: Exclude<Mark, "same">;
  readonly from?: JsonText;
  readonly to?: JsonText;
}

export function diffTree(from: string, to: string): DiffNode {
  return compare(undefined, parseJson(from), parseJson(to));
}

/** The places that differ, outermost first where a whole branch came or went. */
export function changesIn(node: DiffNode, path: readonly Step[] = []): Change[] {
  const here = node.key === undefined ? path : [...path, node.key];
  if (node.children) return node.children.flatMap((child) => changesIn(child, here));
  const { mark } = node;
  if (mark === "same") return [];
  return [{ path: here, mark, ...(node.from && { from: node.from }), ...(node.to && { to: node.to }) }];
}

function compare(key: Step | undefined, from: Json, to: Json): DiffNode {
  if (sameJson(from, to)) return { key, mark: "same", from: jsonText(from), to: jsonText(to) };
  if (isList(from) && isList(to)) return { key, mark: "changed", children: compareLists(from, to), isList: true };
  if (isObject(from) && isObject(to)) return { key, mark: "changed", children: compareObjects(from, to) };
  return { key, mark: "changed", from: jsonText(from), to: jsonText(to) };
}

const added = (key: Step, value: Json): DiffNode => ({ key, mark: "added", to: jsonText(value) });
const removed = (key: Step, value: Json): DiffNode => ({ key, mark: "removed", from: jsonText(value) });

function compareObjects(from: JsonObject, to: JsonObject): DiffNode[] {
  const before = new Map(Object.entries(from));
  const after = new Map(Object.entries(to));
  const nodes = [...before].map(([key, value]) => {
    const next = after.get(key);
    return next === undefined ? removed(key, value) : compare(key, value, next);
  });
  for (const [key, value] of after) if (!before.has(key)) nodes.push(added(key, value));
  return nodes;
}

/** What both have at the beginning and at the end is taken for the same, so that one element put in between does not seem
 *  to change all that follow. Elements in between are compared one by one. */
function compareLists(from: readonly Json[], to: readonly Json[]): DiffNode[] {
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && sameJson(from[head], to[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && sameJson(from.at(-1 - tail), to.at(-1 - tail))) tail += 1;
  const [before, after] = [from.length - tail, to.length - tail];
  const nodes = to.slice(0, head).map((value, index) => same(index, value));
  for (let index = head; index < Math.max(before, after); index += 1) {
    const [left, right] = [index < before ? from[index] : undefined, index < after ? to[index] : undefined];
    if (left !== undefined && right !== undefined) nodes.push(compare(index, left, right));
    else if (left !== undefined) nodes.push(removed(index, left));
    else if (right !== undefined) nodes.push(added(index, right));
  }
  return [...nodes, ...to.slice(after).map((value, index) => same(after + index, value))];
}

const same = (key: Step, value: Json): DiffNode => ({ key, mark: "same", from: jsonText(value), to: jsonText(value) });

/** `Array.isArray` forgets that the array is readonly. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !isRawInteger(value) && !isList(value);
}
