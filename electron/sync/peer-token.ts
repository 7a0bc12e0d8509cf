/** The address of another Regdesk may have a token in it, as devices write it: `http://laptop:8080/t/TOKEN`. Sources take it
 *  out and keep it like every other secret, because an address is stored in the clear, shown and told. */
import type { Source } from "#shared/model/source.ts";
import { TOKEN_MARK } from "#shared/token-text.ts";

const IN_PATH = new RegExp(`^(.*)/t/(${TOKEN_MARK}[\\w-]{8,})(/.*)?$`);

/** A source with its secret: undefined for the one it had, null for none. */
export interface WithSecret {
  readonly source: Source;
  readonly secret: string | null | undefined;
}

/** The source without the token in its address, which is its secret now unless another one is given. */
export function tokenApart(source: Source, secret: string | null | undefined): WithSecret {
  const { connection } = source;
  if (connection.kind !== "peer") return { source, secret };
  const url = new URL(connection.url);
  const [, before = "", token, behind = ""] = IN_PATH.exec(url.pathname) ?? [];
  if (token === undefined) return { source, secret };
  url.pathname = `${before}${behind}`;
  return { source: { ...source, connection: { ...connection, url: url.href } }, secret: secret ?? token };
}
