import { oc } from "@orpc/contract";
import { ERROR_STATUS } from "../errors.ts";
import { Settings, SettingsChange } from "../model/settings.ts";
import { feedOf } from "./feed.ts";

export const settings = {
  /** As they are, and again whenever they change. */
  watch: oc.output(feedOf<Settings>()),
  /** Changes those that are given and leaves the others. */
  update: oc
    .errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } })
    .input(SettingsChange)
    .output(Settings),
};
