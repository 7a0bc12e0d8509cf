import { oc } from "@orpc/contract";
import { Preferences, PreferencesChange } from "../model/preferences.ts";
import { ERROR_STATUS } from "../errors.ts";
import { feedOf } from "./feed.ts";

export const preferences = {
  /** As they are, and again whenever they change. */
  watch: oc.output(feedOf<Preferences>()),
  /** Changes those that are given and leaves the others. */
  update: oc
    .errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } })
    .input(PreferencesChange)
    .output(Preferences),
};
