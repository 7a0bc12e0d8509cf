/** A difference as lines of indented JSON, to be shown in one column or two. */
import type { DiffNode, Mark } from "./json-diff.ts";
import { prettyJson } from "./value.ts";

export interface DiffLine {
  readonly depth: number;
  readonly mark: Mark;
  /** What the line says on either side; a side that has no such line is missing. */
  readonly left?: string;
  readonly right?: string;
  /** Stands for so many members that are the same on both sides. */
  readonly hidden?: number;
}

/** Members around a change that are shown although they are the same. */
const CONTEXT = 2;

export function diffLines(root: DiffNode): DiffLine[] {
  return linesOf(root, 0, "");
}

function linesOf(node: DiffNode, depth: number, comma: string): DiffLine[] {
  const label = typeof node.key === "string" ? `${JSON.stringify(node.key)}: ` : "";
  if (!node.children) return valueLines(node, depth, label, comma);
  const [open, close] = node.isList ? "[]" : "{}";
  const both = (text: string): DiffLine => ({ depth, mark: "same", left: text, right: text });
  const last = node.children.length - 1;
  const inner = withoutFar(node.children).flatMap((child) =>
    typeof child === "number"
      ? [{ depth: depth + 1, mark: "same" as const, hidden: child }]
      : linesOf(child, depth + 1, child === node.children?.[last] ? "" : ","),
  );
  return [both(`${label}${open ?? ""}`), ...inner, both(`${close ?? ""}${comma}`)];
}

/** Members far from any change, as their number. */
function withoutFar(children: readonly DiffNode[]): (DiffNode | number)[] {
  const near = new Set<number>();
  for (const [index, { mark }] of children.entries()) {
    if (mark === "same") continue;
    for (let close = index - CONTEXT; close <= index + CONTEXT; close += 1) near.add(close);
  }
  const shown: (DiffNode | number)[] = [];
  for (const [index, child] of children.entries()) {
    if (near.has(index)) shown.push(child);
    else if (typeof shown.at(-1) === "number") shown.push((shown.pop() as number) + 1);
    else shown.push(1);
  }
  return shown;
}

function valueLines({ mark, from, to }: DiffNode, depth: number, label: string, comma: string): DiffLine[] {
  const left = from === undefined ? [] : textLines(from, label, comma);
  const right = to === undefined ? [] : textLines(to, label, comma);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const [l, r] = [left[index], right[index]];
    return { depth, mark, ...(l !== undefined && { left: l }), ...(r !== undefined && { right: r }) };
  });
}

function textLines(text: string, label: string, comma: string): string[] {
  return `${label}${prettyJson(text)}${comma}`.split("\n");
}

/** The lines of one column: where both sides differ, first all that was, then all that is. */
export function unified(lines: readonly DiffLine[]): DiffLine[] {
  const column: DiffLine[] = [];
  let [left, right]: [DiffLine[], DiffLine[]] = [[], []];
  const flush = (): void => {
    column.push(...left, ...right);
    [left, right] = [[], []];
  };
  for (const { depth, mark, left: was, right: is, ...line } of lines) {
    if (mark === "same") {
      flush();
      column.push({ depth, mark, ...line, ...(was !== undefined && { left: was, right: was }) });
    }
    if (mark !== "same" && was !== undefined) left.push({ depth, mark: "removed", left: was });
    if (mark !== "same" && is !== undefined) right.push({ depth, mark: "added", right: is });
  }
  flush();
  return column;
}
