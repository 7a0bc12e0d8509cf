import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { PreferencesChange } from "../model/preferences.ts";
import { Settings, SettingsChange } from "../model/settings.ts";
import { feedOf } from "./feed.ts";

/** Whether devices could be listened for at an address, tried out this moment. */
export const ListenTrial = z.object({
  /** Why not, for programs and, in a sentence with what to do, for people. Absent when nothing is in the way. */
  obstacle: z
    .object({ reason: z.enum(["port-used", "port-forbidden", "no-such-address", "refused"]), message: z.string() })
    .optional(),
});
export type ListenTrial = z.infer<typeof ListenTrial>;

export const settings = {
  /** As they are, and again whenever they change. */
  watch: oc.output(feedOf<Settings>()),
  /** Changes those that are given and leaves the others; what is answered is stored and in effect. */
  update: oc
    .errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } })
    .input(SettingsChange)
    .output(Settings),
  /** Takes over what a file of settings says, of the installation and of the window: what is not understood changes nothing. */
  take: oc
    .errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } })
    .input(z.object({ settings: SettingsChange, preferences: PreferencesChange })),
  tryListening: oc
    .input(z.object({ host: z.string().trim().min(1).max(255), port: z.int().min(1).max(65_535) }))
    .output(ListenTrial),
};
