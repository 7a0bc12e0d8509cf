import type { Fetch } from "#shared/client/fetch.ts";

/** A `fetch` that says when the host cannot be reached and when it can again: once, however many devices try. */
export function sayingReachability(fetch: Fetch, url: string, onNotice: (sentence: string) => void): Fetch {
  let reached = true;
  const say = (reachedNow: boolean): void => {
    if (reachedNow === reached) return;
    reached = reachedNow;
    onNotice(
      reached
        ? `${url} answers; the demo goes on.`
        : `${url} does not answer; the demo tries again every second. Is Regdesk running there?`,
    );
  };
  return async (target, init) => {
    try {
      const answer = await fetch(target, init);
      say(true);
      return answer;
    } catch (error) {
      if (!init.signal.aborted) say(false);
      throw error;
    }
  };
}
