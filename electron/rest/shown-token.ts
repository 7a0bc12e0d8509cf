import type { IncomingMessage, ServerResponse } from "node:http";
import { keptText } from "./kept-text.ts";

/** A client that cannot send headers of its own has the token in its base URL: `http://laptop:8080/t/TOKEN`. */
const IN_PATH = /^\/t\/([^/?]+)(?=[/?]|$)/;
const BEARER = /^bearer +(\S+) *$/i;

/** Takes the token out of a request before anything else sees it, so that no log and no error can tell it. What is below
 *  `/t/TOKEN` becomes what it would be without. @returns the text that was shown */
export function takeShownToken(request: IncomingMessage, response: ServerResponse): string | undefined {
  const { url = "", headers } = request;
  let shown: string | undefined;
  if (url.startsWith("/t/")) {
    const [all = "", token] = IN_PATH.exec(url) ?? [];
    const rest = url.slice(all.length);
    request.url = keptText(rest.startsWith("/") ? rest : `/${rest}`);
    shown = token;
    response.setHeader("referrer-policy", "no-referrer");
  }
  const { authorization } = headers;
  if (authorization === undefined) return shown;
  delete headers.authorization;
  return BEARER.exec(authorization)?.[1] ?? shown;
}
