import { MOST_SAVED_VIEWS, type Preferences, type PreferencesChange } from "#shared/model/preferences.ts";
import { adds, barred, isSame, stays, type MergeStep } from "./step.ts";

/** What the window remembers. */
export interface Views {
  readonly now: Preferences;
  update(change: PreferencesChange): Promise<unknown>;
}

/** Saved views whose name is free here. */
export function savedViewSteps(theirs: Preferences["savedViews"], views: Views): MergeStep[] {
  let free = MOST_SAVED_VIEWS - views.now.savedViews.length;
  return theirs.map((view): MergeStep => {
    const thing = { kind: "saved-view", name: view.name } as const;
    const here = views.now.savedViews.find(({ name }) => name === view.name);
    if (here !== undefined) return stays(thing, isSame(here, view) ? "same" : "taken");
    if (free <= 0) return barred(thing, "full");
    free -= 1;
    return adds(thing, () => views.update({ savedViews: [...views.now.savedViews, view] }));
  });
}
