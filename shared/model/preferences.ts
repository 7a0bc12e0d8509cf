import { z } from "zod";
import { RegisterName } from "./register.ts";

/** How the list of registers is cut, grouped and shown; it can be kept under a name. */
export const RegisterView = z.object({
  /** In the search language of the filter field. */
  query: z.string().max(2_000).default(""),
  layout: z.enum(["table", "tree", "auto"]).default("auto"),
  group: z.enum(["none", "device", "source", "state", "unit", "prefix"]).default("none"),
  /** Columns in their order; those not named are hidden. */
  columns: z.array(z.string().max(50)).max(30).default([]),
  /** Widths in CSS pixels, by column. */
  widths: z.record(z.string().max(50), z.number().min(40).max(1_000)).default({}),
  sort: z.object({ column: z.string().max(50), descending: z.boolean() }).optional(),
  hidesExpired: z.boolean().default(false),
});
export type RegisterView = z.infer<typeof RegisterView>;

export const DeviceColumn = z.enum(["state", "name", "site", "registers", "seen", "interval", "day", "changes"]);
export type DeviceColumn = z.infer<typeof DeviceColumn>;

/** How the list of devices is grouped and shown. */
export const DeviceView = z.object({
  layout: z.enum(["list", "cards"]).default("list"),
  group: z.enum(["problems", "site", "label", "none"]).default("problems"),
  sort: z.object({ column: DeviceColumn, descending: z.boolean() }).default({ column: "name", descending: false }),
  /** Also those that are ignored or blocked. */
  showsHidden: z.boolean().default(false),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const MOST_SAVED_VIEWS = 50;

/** What a technician set in the window. The host keeps it, because a browser forgets it with the port. */
export const Preferences = z.object({
  theme: z.enum(["system", "light", "dark", "outdoor", "night"]).default("system"),
  density: z.enum(["compact", "standard", "comfortable"]).default("standard"),
  language: z.enum(["system", "en", "de"]).default("system"),
  /** As the language writes dates, or for who compares with logs; hours count to 24 either way. */
  timeFormat: z.enum(["language", "iso"]).default("language"),
  /** In percent. */
  zoom: z.int().min(80).max(200).default(100),
  sidebarCollapsed: z.boolean().default(false),
  /** In CSS pixels. */
  inspectorWidth: z.number().min(320).max(520).default(380),
  /** Keys without a modifier act only while this is on (WCAG 2.1.4). */
  singleKeys: z.boolean().default(true),
  /** A tone while alarms ring. */
  alarmChime: z.boolean().default(false),
  /** Names and, ending in a dot, branches, in the technician's order. */
  pins: z.array(RegisterName).max(1_000).default([]),
  view: RegisterView.prefault({}),
  devices: DeviceView.prefault({}),
  savedViews: z
    .array(z.object({ name: z.string().min(1).max(100), view: RegisterView }))
    .max(MOST_SAVED_VIEWS)
    .default([]),
  /** The three steps of the first run are behind. */
  introduced: z.boolean().default(false),
});
export type Preferences = z.infer<typeof Preferences>;

/** Some of them, to be changed. */
export const PreferencesChange = z
  .object({
    theme: Preferences.shape.theme.unwrap(),
    density: Preferences.shape.density.unwrap(),
    language: Preferences.shape.language.unwrap(),
    timeFormat: Preferences.shape.timeFormat.unwrap(),
    zoom: Preferences.shape.zoom.unwrap(),
    sidebarCollapsed: Preferences.shape.sidebarCollapsed.unwrap(),
    inspectorWidth: Preferences.shape.inspectorWidth.unwrap(),
    singleKeys: Preferences.shape.singleKeys.unwrap(),
    alarmChime: Preferences.shape.alarmChime.unwrap(),
    pins: Preferences.shape.pins.unwrap(),
    view: RegisterView,
    devices: DeviceView,
    savedViews: Preferences.shape.savedViews.unwrap(),
    introduced: Preferences.shape.introduced.unwrap(),
  })
  .partial();
export type PreferencesChange = z.infer<typeof PreferencesChange>;
