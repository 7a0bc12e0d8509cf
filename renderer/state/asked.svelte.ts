import { untrack } from "svelte";
import type { Router } from "./router.svelte.ts";

/** Does what the palette, or a link, asks of the screen that is shown: its dialogs are its own, so the address carries the
 *  wish (`?ask=bundle`), once. To be called while a component is set up. */
export function whenAsked(router: Router, acts: Readonly<Record<string, () => unknown>>): void {
  $effect(() => {
    const asked = router.get("ask");
    if (asked === undefined || !Object.hasOwn(acts, asked)) return;
    untrack(() => {
      router.set({ ask: undefined });
      acts[asked]?.();
    });
  });
}
