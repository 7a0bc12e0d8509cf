import { EVENT_ID, getScalarValue, parseEvents, type Event } from "js-yaml";

/** Where in a YAML document each member and element begins, by its path, for example `connection.headers.0.name`. Counted
 *  from 1; the text must be YAML. */
export function linesByPath(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const lineAt = lineCounter(text);
  const open: Collection[] = [];
  for (const event of parseEvents(text, {})) {
    if (event.type === EVENT_ID.DOCUMENT) open.push({ kind: "document", path: [], place: 0, key: undefined });
    else if (event.type === EVENT_ID.POP) open.pop();
    else begin(event, open, text, (path, at) => lines.set(path.join("."), lineAt(at)));
  }
  return lines;
}

/** A collection that is being read. */
interface Collection {
  readonly kind: "document" | "list" | "mapping";
  readonly path: readonly string[];
  /** How many elements it has had. */
  place: number;
  /** Of a mapping, the key whose value comes next. */
  key: string | undefined;
}

function begin(
  event: Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>,
  open: Collection[],
  text: string,
  found: (path: readonly string[], at: number) => void,
): void {
  const within = open.at(-1);
  if (within === undefined) return;
  const at = startOf(event);
  if (within.kind === "mapping" && within.key === undefined) {
    within.key = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : "?";
    found([...within.path, within.key], at);
    // A key that is itself a collection is nothing a source has; its contents must not be taken for members.
    if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) push(open, event.type, ["?"]);
    return;
  }
  const path = pathWithin(within);
  if (within.kind === "list") found(path, at);
  if (within.kind === "document") found(path, at);
  within.key = undefined;
  within.place += 1;
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) push(open, event.type, path);
}

function push(
  open: Collection[],
  type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING,
  path: readonly string[],
): void {
  open.push({ kind: type === EVENT_ID.SEQUENCE ? "list" : "mapping", path, place: 0, key: undefined });
}

function pathWithin({ kind, path, place, key }: Collection): readonly string[] {
  if (kind === "document") return path;
  return [...path, kind === "list" ? String(place) : (key ?? "?")];
}

function startOf(event: Exclude<Event, { type: typeof EVENT_ID.DOCUMENT | typeof EVENT_ID.POP }>): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart;
  return event.type === EVENT_ID.ALIAS ? event.anchorStart : event.start;
}

/** Where a text's lines begin is asked in ascending order mostly. */
function lineCounter(text: string): (at: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (at) => starts.findLastIndex((start) => start <= at) + 1;
}
