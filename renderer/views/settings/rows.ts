/** The settings, in their order. */
import type { Component } from "svelte";
import type { Preferences } from "#shared/model/preferences.ts";
import { text } from "../../lib/messages/messages.ts";
import AddressFacts from "./AddressFacts.svelte";
import DataFact from "./DataFact.svelte";
import DensitySetting from "./DensitySetting.svelte";
import IntroductionSetting from "./IntroductionSetting.svelte";
import LanguageSetting from "./LanguageSetting.svelte";
import PortFact from "./PortFact.svelte";
import SingleKeysSetting from "./SingleKeysSetting.svelte";
import ThemeSetting from "./ThemeSetting.svelte";
import ZoomSetting from "./ZoomSetting.svelte";

export interface Setting {
  readonly id: string;
  readonly group: "general" | "appearance" | "keyboard" | "network";
  readonly title: string;
  readonly hint: string;
  /** Found by these, too. */
  readonly words?: string;
  readonly Control: Component;
  /** What a reset sets back; without it there is nothing to reset. */
  readonly preference?: keyof Preferences;
}

export function settingsRows(): Setting[] {
  const t = text.settings;
  const themes = Object.values(text.themes).join(" ");
  return [
    {
      id: "language",
      group: "general",
      ...t.language,
      Control: LanguageSetting,
      preference: "language",
      words: "English Deutsch",
    },
    { id: "introduced", group: "general", ...t.introduced, Control: IntroductionSetting },
    { id: "theme", group: "appearance", ...t.theme, Control: ThemeSetting, preference: "theme", words: themes },
    { id: "density", group: "appearance", ...t.density, Control: DensitySetting, preference: "density" },
    { id: "zoom", group: "appearance", ...t.zoom, Control: ZoomSetting, preference: "zoom", words: "Zoom" },
    { id: "singleKeys", group: "keyboard", ...t.singleKeys, Control: SingleKeysSetting, preference: "singleKeys" },
    { id: "addresses", group: "network", ...t.addresses, Control: AddressFacts },
    { id: "port", group: "network", ...t.port, Control: PortFact },
    { id: "data", group: "network", ...t.data, Control: DataFact },
  ];
}
