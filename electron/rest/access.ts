import type { IncomingMessage, ServerResponse } from "node:http";
import { RegdeskError } from "#shared/errors.ts";
import { includes, type Filter } from "#shared/filter.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { TokenScope } from "#shared/model/token.ts";
import type { Grant, Judgement, Tokens } from "../tokens/tokens.ts";
import { remoteAddress, type Incoming } from "./request.ts";
import { takeShownToken } from "./shown-token.ts";

/** Why a request is refused. Whoever sent it is not told whether a token was right once. */
export interface Refused {
  readonly error: RegdeskError;
  /** For the technician's request log. */
  readonly reason: string;
}

/** Whose request it is, whichever way it came. */
type Client = Pick<Incoming, "headers">;

interface Watched {
  readonly request: Incoming;
  readonly end: () => void;
}

const EVERYTHING: Filter = [];
const NEEDED =
  "a valid access token is needed; send Authorization: Bearer TOKEN, or use http://…/t/TOKEN as the base URL. Whoever runs this Regdesk makes one on its page Connect";

/** Holds requests against the tokens they show. Where nobody shows one, and none is needed, nothing is looked up. A token that
 *  is shown counts also when none is needed, so that a site can be tried before tokens are switched on. */
export class Access {
  readonly #tokens: Tokens | undefined;
  /** By a request's headers: the one object that is the same with the framework and without. */
  readonly #shown = new WeakMap<object, Judgement>();
  readonly #watched = new Set<Watched>();

  constructor(tokens: Tokens | undefined) {
    this.#tokens = tokens;
  }

  /** Takes the token out of a request that has just come. */
  receive(request: IncomingMessage, response: ServerResponse): void {
    const secret = takeShownToken(request, response);
    if (secret !== undefined && this.#tokens !== undefined) {
      this.#shown.set(request.headers, this.#tokens.judge(secret));
    }
  }

  /** @returns why the request may not go on, or undefined */
  refused(request: Incoming): Refused | undefined {
    const tokens = this.#tokens;
    if (tokens === undefined) return undefined;
    const path = pathOf(request);
    if (path === "/health") return undefined;
    const shown = this.#shown.get(request.headers) ?? { fault: "no token was shown" };
    const isGood = "grant" in shown && tokens.isGood(shown.grant);
    if (isGood) return this.#beyondScope(shown.grant, request.method, path);
    if (!tokens.isRequired) {
      tokens.missed(remoteAddress(request));
      return undefined;
    }
    const reason = "fault" in shown ? shown.fault : `the token “${shown.grant.name ?? ""}” counts no more`;
    return { error: new RegdeskError("TOKEN_NEEDED", NEEDED), reason };
  }

  /** Call for a request that may go on. */
  noteUse(request: Incoming): void {
    const grant = this.#grantOf(request);
    if (grant !== undefined) this.#tokens?.used(grant, remoteAddress(request));
  }

  /** The token's name, where one was shown. */
  nameOf(request: Client): string | undefined {
    return this.#grantOf(request)?.name;
  }

  /** What the client may see of the registry, and touch. */
  registersOf(request: Client): Filter {
    return (this.#grantOf(request)?.registers as Filter | undefined) ?? EVERYTHING;
  }

  /** All or nothing. @throws {RegdeskError} `TOKEN_FORBIDS`, naming the first register that the token does not include */
  makeSureOfNames(request: Client, names: Iterable<RegisterName>): void {
    const grant = this.#grantOf(request);
    if (grant === undefined || grant.registers.length === 0) return;
    for (const name of names) {
      if (includes(grant.registers as Filter, name)) continue;
      const path = `registers.${name}`;
      const sentence = `${path}: the token “${grant.name ?? ""}” is not for this register, and nothing was changed; leave it out, or ask for a token whose registers include it`;
      throw new RegdeskError("TOKEN_FORBIDS", sentence, { path });
    }
  }

  /** Ends what lasts once its token counts no more. @returns watches no longer */
  watch(request: Incoming, end: () => void): () => void {
    const watched = { request, end };
    this.#watched.add(watched);
    return () => this.#watched.delete(watched);
  }

  /** Hears when what was allowed may be so no more. @returns stops listening */
  listen(listener: () => void): () => void {
    const hear = (): void => {
      for (const { request, end } of [...this.#watched]) if (this.refused(request) !== undefined) end();
      listener();
    };
    return this.#tokens?.listen(hear) ?? (() => undefined);
  }

  #grantOf({ headers }: Client): Grant | undefined {
    const shown = this.#shown.get(headers);
    return shown !== undefined && "grant" in shown ? shown.grant : undefined;
  }

  #beyondScope({ name, scopes }: Grant, method: string, path: string): Refused | undefined {
    const scope = scopeOf(method, path);
    if (scope === undefined || scopes.includes(scope)) return undefined;
    const reason = `the token “${name ?? ""}” has no scope ${scope}, which ${method} ${path} needs; it has ${scopes.join(" and ")}. Ask for a token with ${scope}`;
    return { error: new RegdeskError("TOKEN_FORBIDS", reason), reason };
  }
}

function pathOf({ url }: Pick<Incoming, "url">): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

/** What a request needs; undefined for what there is not. */
function scopeOf(method: string, path: string): TokenScope | undefined {
  if (path === "/provider") return "provide";
  if (path === "/consumer/stream" || path === "/metrics") return "consume";
  if (path === "/consumer/requests") return "request";
  if (path === "/consumer") return method === "PUT" ? "request" : "consume";
  return undefined;
}
