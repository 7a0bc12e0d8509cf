/** A note's Markdown as blocks to draw, each an element of the window. Nothing of it ever becomes HTML: tags are shown as they
 *  were written, pictures are links, and a link leads to the web or to an address for mail, else it is text. */
import { lexer, type MarkedToken, type Token, type Tokens } from "marked";

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "strong"; readonly parts: readonly Inline[] }
  | { readonly kind: "em"; readonly parts: readonly Inline[] }
  | { readonly kind: "del"; readonly parts: readonly Inline[] }
  | { readonly kind: "link"; readonly href: string; readonly parts: readonly Inline[] }
  | { readonly kind: "break" };

export type Block =
  | { readonly kind: "paragraph"; readonly parts: readonly Inline[] }
  | { readonly kind: "heading"; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "rule" }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  | { readonly kind: "list"; readonly start: number | undefined; readonly points: readonly Point[] }
  | { readonly kind: "table"; readonly head: readonly Line[]; readonly rows: readonly (readonly Line[])[] };

type Line = readonly Inline[];

export interface Point {
  /** Of a list of tasks, whether this is done. */
  readonly isDone: boolean | undefined;
  readonly blocks: readonly Block[];
}

/** Deeper than this nobody reads: the rest is shown as it was written. */
const DEEPEST = 12;
/** Quotes in lists in quotes …, more of them in a line than the parser has room on its stack. */
const TOO_DEEP = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){40}/m;

export function blocksOf(markdown: string): Block[] {
  if (TOO_DEEP.test(markdown)) return [{ kind: "paragraph", parts: [written(markdown)] }];
  return blocks(lexer(markdown, { gfm: true, breaks: true }), 0);
}

/** How to draw each type of token; those without are drawn as they were written. */
type Draw<Drawn> = {
  readonly [Type in MarkedToken["type"]]?: (token: Extract<MarkedToken, { type: Type }>, depth: number) => Drawn;
};

const BLOCKS: Draw<Block | undefined> = {
  space: () => undefined,
  def: () => undefined,
  checkbox: () => undefined,
  heading: ({ depth: level, tokens }, depth) => ({ kind: "heading", level, parts: inlines(tokens, depth) }),
  code: ({ text }) => ({ kind: "code", text }),
  hr: () => ({ kind: "rule" }),
  blockquote: ({ tokens }, depth) => ({ kind: "quote", blocks: blocks(tokens, depth + 1) }),
  list: ({ items, ordered, start }, depth) => ({
    kind: "list",
    start: ordered ? Number(start) : undefined,
    points: items.map((item) => pointOf(item, depth + 1)),
  }),
  table: ({ header, rows }, depth) => ({
    kind: "table",
    head: header.map(({ tokens }) => inlines(tokens, depth)),
    rows: rows.map((row) => row.map(({ tokens }) => inlines(tokens, depth))),
  }),
  paragraph: ({ tokens }, depth) => ({ kind: "paragraph", parts: inlines(tokens, depth) }),
  text: ({ tokens, raw }, depth) => ({ kind: "paragraph", parts: tokens ? inlines(tokens, depth) : [written(raw)] }),
};

const INLINES: Draw<Inline | undefined> = {
  checkbox: () => undefined,
  strong: ({ tokens }, depth) => ({ kind: "strong", parts: inlines(tokens, depth) }),
  em: ({ tokens }, depth) => ({ kind: "em", parts: inlines(tokens, depth) }),
  del: ({ tokens }, depth) => ({ kind: "del", parts: inlines(tokens, depth) }),
  codespan: ({ text }) => ({ kind: "code", text }),
  br: () => ({ kind: "break" }),
  link: (token, depth) => linkOf(token, inlines(token.tokens, depth)),
  image: (token, depth) => linkOf(token, inlines(token.tokens, depth)),
  escape: ({ text }) => written(text),
};

const blocks = (tokens: readonly Token[], depth: number): Block[] =>
  tokens.flatMap((token) => {
    const draw = depth > DEEPEST ? undefined : drawnBy(BLOCKS, token);
    return draw ? (draw(token, depth) ?? []) : { kind: "paragraph" as const, parts: [written(token.raw.trim())] };
  });

const inlines = (tokens: readonly Token[], depth: number): Inline[] =>
  tokens.flatMap((token) => {
    const draw = depth >= DEEPEST ? undefined : drawnBy(INLINES, token);
    return draw ? (draw(token, depth + 1) ?? []) : written(token.raw);
  });

/** Each draws the type of token it is found under. */
function drawnBy<Drawn>(by: Draw<Drawn>, { type }: Token): ((token: Token, depth: number) => Drawn) | undefined {
  return by[type as MarkedToken["type"]] as ((token: Token, depth: number) => Drawn) | undefined;
}

function pointOf({ task, checked, tokens }: Tokens.ListItem, depth: number): Point {
  return { isDone: task ? checked === true : undefined, blocks: blocks(tokens, depth) };
}

function linkOf({ href, raw }: Tokens.Link | Tokens.Image, parts: readonly Inline[]): Inline {
  const protocol = URL.parse(href)?.protocol;
  return protocol === "https:" || protocol === "http:" || protocol === "mailto:"
    ? { kind: "link", href, parts: parts.length > 0 ? parts : [written(href)] }
    : written(raw);
}

const written = (text: string): Inline => ({ kind: "text", text });
