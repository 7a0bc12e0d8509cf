import { formatRoute, HOME, parseRoute, withQuery, type Route, type Section } from "../lib/route.ts";
import { adoptToken } from "../lib/token.ts";

/** The address bar as state: back, forward, reload and links work, and a view holds nothing a link could not bring back. */
export class Router {
  route = $state.raw<Route>(HOME);

  /** @param onToken called when an address with a token was opened in this tab */
  start(onToken: () => void): void {
    adoptToken();
    this.#read();
    window.addEventListener("popstate", () => {
      if (adoptToken()) onToken();
      this.#read();
    });
  }

  href(section: Section): string {
    return formatRoute({ section, query: {} });
  }

  get(key: string): string | undefined {
    return this.route.query[key];
  }

  go(route: Route): void {
    this.#write(route, "push");
  }

  /** Changes the query in place: a step worth going back to is pushed, typing and moving are not. */
  set(changes: Readonly<Record<string, string | undefined>>, how: "push" | "replace" = "replace"): void {
    this.#write(withQuery(this.route, changes), how);
  }

  #write(route: Route, how: "push" | "replace"): void {
    const hash = formatRoute(route);
    if (hash === location.hash) return;
    if (how === "push") history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
    this.route = route;
  }

  #read(): void {
    const route = parseRoute(location.hash);
    if (!route) history.replaceState(null, "", formatRoute(HOME));
    this.route = route ?? HOME;
  }
}
