import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { Token, TokenName, TokenWish } from "../model/token.ts";
import { feedOf } from "./feed.ts";

/** The tokens there are, and whether one is needed. */
export const TokensState = z.object({
  isRequired: z.boolean(),
  /** The oldest first. */
  tokens: z.array(Token),
  /** The addresses that sent without a token within the last minutes, while none was needed: who would be refused. */
  withoutToken: z.array(z.string()),
});
export type TokensState = z.infer<typeof TokensState>;

const change = oc.errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } });

export const tokens = {
  /** Now, and again whenever something of it changes. */
  watch: oc.output(feedOf<TokensState>()),
  state: oc.output(TokensState),
  /** The secret is told this once; it is kept nowhere. */
  add: change
    .errors({
      TOKEN_EXISTS: { status: ERROR_STATUS.TOKEN_EXISTS },
      TOKEN_INVALID: { status: ERROR_STATUS.TOKEN_INVALID, data: z.object({ path: z.string() }) },
    })
    .input(TokenWish)
    .output(z.object({ token: Token, secret: z.string() })),
  /** For good: whoever shows it is refused from then on, also whose poll waits. */
  revoke: change
    .errors({ TOKEN_NOT_FOUND: { status: ERROR_STATUS.TOKEN_NOT_FOUND } })
    .input(z.object({ name: TokenName })),
  require: change.input(z.object({ isRequired: z.boolean() })).output(TokensState),
};
