import { MOST_SAVED_VIEWS, type Preferences, type PreferencesChange } from "#shared/model/preferences.ts";
import { adds, AS_SAID, barred, isSame, stayed, stays, type MergeStep } from "./step.ts";

/** What the window remembers. */
export interface Views {
  readonly now: Preferences;
  update(change: PreferencesChange): Promise<unknown>;
}

/** Saved views whose name is free here. */
export function savedViewSteps(theirs: Preferences["savedViews"], views: Views): MergeStep[] {
  const known = new Map(views.now.savedViews.map((view) => [view.name, view]));
  return theirs.map((view): MergeStep => {
    const thing = { kind: "saved-view", name: view.name } as const;
    const here = known.get(view.name);
    if (here !== undefined) return stays(thing, isSame(here, view) ? "same" : "taken");
    if (known.size >= MOST_SAVED_VIEWS) return barred(thing, "full");
    known.set(view.name, view);
    return adds(thing, async () => {
      const { savedViews } = views.now; // a window may have kept some meanwhile
      if (savedViews.some(({ name }) => name === view.name)) return stayed("taken");
      if (savedViews.length >= MOST_SAVED_VIEWS) return { outcome: "refused", why: "full" };
      await views.update({ savedViews: [...savedViews, view] });
      return AS_SAID;
    });
  });
}
