import type { TokensState } from "#shared/contract/tokens.ts";
import type { Tokens } from "../tokens/tokens.ts";
import { os } from "./context.ts";
import type { StateFeed } from "./state-feed.ts";

export interface TokensParts {
  readonly tokens: Tokens;
  readonly feed: StateFeed<TokensState>;
}

export function tokensState(tokens: Tokens): TokensState {
  const { isRequired } = tokens;
  return { isRequired, tokens: tokens.all(), withoutToken: isRequired ? [] : tokens.missedLately() };
}

export function tokensRouter({ tokens, feed }: TokensParts) {
  return os.tokens.router({
    watch: os.tokens.watch.handler(({ signal }) => feed.subscribe(signal)),
    state: os.tokens.state.handler(() => tokensState(tokens)),
    add: os.tokens.add.handler(({ input, context }) => tokens.add(input, context.actor)),
    revoke: os.tokens.revoke.handler(({ input, context }) => tokens.revoke(input.name, context.actor)),
    require: os.tokens.require.handler(async ({ input, context }) => {
      await tokens.require(input.isRequired, context.actor);
      return tokensState(tokens);
    }),
  });
}
