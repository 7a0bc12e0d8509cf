/** The settings, in their order. */
import type { Component } from "svelte";
import type { GateLimits } from "#shared/model/gate.ts";
import type { Preferences } from "#shared/model/preferences.ts";
import type { Settings } from "#shared/model/settings.ts";
import { isDesktop } from "../../lib/connection.ts";
import { text } from "../../lib/messages/messages.ts";
import DecisionTimeSetting from "../changes/settings/DecisionTimeSetting.svelte";
import DenyNoteSetting from "../changes/settings/DenyNoteSetting.svelte";
import GraceSetting from "../changes/settings/GraceSetting.svelte";
import ModeSetting from "../changes/settings/ModeSetting.svelte";
import PickUpTimeSetting from "../changes/settings/PickUpTimeSetting.svelte";
import AddressFacts from "./AddressFacts.svelte";
import AlarmChimeSetting from "./AlarmChimeSetting.svelte";
import AlarmRulesSetting from "./AlarmRulesSetting.svelte";
import AlarmsSetting from "./AlarmsSetting.svelte";
import AnnounceSetting from "./AnnounceSetting.svelte";
import BackupsKeptSetting from "./BackupsKeptSetting.svelte";
import BackupsPanel from "./BackupsPanel.svelte";
import DataFact from "./DataFact.svelte";
import DensitySetting from "./DensitySetting.svelte";
import DeviceGraceSetting from "./DeviceGraceSetting.svelte";
import DeviceIdentityFacts from "./DeviceIdentityFacts.svelte";
import ErasePanel from "./ErasePanel.svelte";
import HistoryPanel from "./HistoryPanel.svelte";
import HostTroubleSetting from "./HostTroubleSetting.svelte";
import ImportSetting from "./ImportSetting.svelte";
import IntroductionSetting from "./IntroductionSetting.svelte";
import LanguageSetting from "./LanguageSetting.svelte";
import ListenHostSetting from "./ListenHostSetting.svelte";
import ListenPortSetting from "./ListenPortSetting.svelte";
import LogLevelSetting from "./LogLevelSetting.svelte";
import NewDevicesFact from "./NewDevicesFact.svelte";
import type { NumberName } from "./number-settings.ts";
import OnCloseSetting from "./OnCloseSetting.svelte";
import PendingChangesSetting from "./PendingChangesSetting.svelte";
import QuietHoursSetting from "./QuietHoursSetting.svelte";
import RecordingsPanel from "./RecordingsPanel.svelte";
import SettingsFileSetting from "./SettingsFileSetting.svelte";
import SingleKeysSetting from "./SingleKeysSetting.svelte";
import StartAtLoginSetting from "./StartAtLoginSetting.svelte";
import StartHiddenSetting from "./StartHiddenSetting.svelte";
import TokensSetting from "./TokensSetting.svelte";
import ThemeSetting from "./ThemeSetting.svelte";
import TimeFormatSetting from "./TimeFormatSetting.svelte";
import UpdateAddressSetting from "./UpdateAddressSetting.svelte";
import UpdatesPanel from "./UpdatesPanel.svelte";
import ZoomSetting from "./ZoomSetting.svelte";

export type Group =
  | "general"
  | "appearance"
  | "keyboard"
  | "network"
  | "limits"
  | "devices"
  | "changes"
  | "data"
  | "notifications"
  | "updates"
  | "advanced";

/** What a reset sets back: a preference of the window, a setting of the installation, or something of the gate. */
export type Resets =
  | { readonly preference: keyof Preferences }
  | { readonly setting: keyof Settings }
  | { readonly gate: "mode" | "denyNote" | keyof GateLimits };

interface Row {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly hint: string;
  /** Found by these, too. */
  readonly words?: string;
  /** The control stands below the words and has the whole width. */
  readonly isWide?: boolean;
  /** Without it there is nothing to reset. */
  readonly resets?: Resets;
}

/** Most have a control of their own; numbers that are written have one together. */
export type Setting = Row & ({ readonly Control: Component } | { readonly number: NumberName });

/** What happens on the desktop cannot be set where there is none. */
export function settingsRows(): Setting[] {
  return [
    ...general(),
    ...(isDesktop() ? onDesktop() : []),
    ...appearance(),
    ...network(),
    ...limits(),
    ...devices(),
    ...changes(),
    ...data(),
    ...(isDesktop() ? notifications() : []),
    ...newerVersions(),
    ...advanced(),
  ];
}

/** What can be set in the desktop's own window only. */
export function desktopTitles(): string[] {
  return isDesktop() ? [] : [...onDesktop(), ...notifications()].map(({ title }) => title);
}

function general(): Setting[] {
  const group = "general";
  const { language, timeFormat, introduced } = text.settings;
  const words = "English Deutsch";
  return [
    { id: "language", group, ...language, Control: LanguageSetting, resets: { preference: "language" }, words },
    { id: "timeFormat", group, ...timeFormat, Control: TimeFormatSetting, resets: { preference: "timeFormat" } },
    { id: "introduced", group, ...introduced, Control: IntroductionSetting },
  ];
}

function onDesktop(): Setting[] {
  const group = "general";
  const { startAtLogin, startHidden, onClose } = text.settings;
  return [
    { id: "startAtLogin", group, ...startAtLogin, Control: StartAtLoginSetting, resets: { setting: "startAtLogin" } },
    { id: "startHidden", group, ...startHidden, Control: StartHiddenSetting, resets: { setting: "startHidden" } },
    { id: "onClose", group, ...onClose, Control: OnCloseSetting, resets: { setting: "onClose" } },
  ];
}

function appearance(): Setting[] {
  const group = "appearance";
  const { theme, density, zoom, singleKeys } = text.settings;
  const words = Object.values(text.themes).join(" ");
  return [
    { id: "theme", group, ...theme, Control: ThemeSetting, resets: { preference: "theme" }, words },
    { id: "density", group, ...density, Control: DensitySetting, resets: { preference: "density" } },
    { id: "zoom", group, ...zoom, Control: ZoomSetting, resets: { preference: "zoom" }, words: "Zoom" },
    {
      ...{ id: "singleKeys", group: "keyboard" as const, ...singleKeys },
      ...{ Control: SingleKeysSetting, resets: { preference: "singleKeys" as const } },
    },
  ];
}

function network(): Setting[] {
  const group = "network";
  const { addresses, listenHost, listenPort, announce } = text.settings;
  return [
    { id: "addresses", group, ...addresses, Control: AddressFacts },
    { id: "tokens", group, title: text.tokens.title, hint: text.tokens.hint, words: "token", Control: TokensSetting },
    { id: "listenHost", group, ...listenHost, Control: ListenHostSetting, resets: { setting: "listenHost" } },
    { id: "listenPort", group, ...listenPort, Control: ListenPortSetting, resets: { setting: "listenPort" } },
    {
      id: "announce",
      group,
      ...announce,
      words: "mDNS Bonjour",
      Control: AnnounceSetting,
      resets: { setting: "announce" },
    },
  ];
}

function limits(): Setting[] {
  const names = [
    "mostRegisters",
    "mostBodyBytes",
    "mostRegistersPerRequest",
    "mostNameBytes",
    "mostConnections",
    "mostRequestsPerSecond",
  ] as const;
  return names.map((name) => written("limits", name));
}

function written(group: Group, number: NumberName): Setting {
  return { id: number, group, ...text.settings[number], number, resets: { setting: number } };
}

function devices(): Setting[] {
  const group = "devices";
  const { deviceIdentity, newDevices, deviceGrace } = text.settings;
  return [
    {
      ...{ id: "deviceIdentity", group, title: deviceIdentity.title, hint: deviceIdentity.hint },
      ...{ words: deviceIdentity.words, Control: DeviceIdentityFacts, isWide: true },
    },
    { id: "newDevices", group, title: newDevices.title, hint: newDevices.hint, Control: NewDevicesFact },
    {
      ...{ id: "deviceGrace", group, title: deviceGrace.title, hint: deviceGrace.hint },
      ...{ Control: DeviceGraceSetting, resets: { setting: "deviceGrace" as const } },
    },
    { id: "alarmRules", group, title: text.alarmRules.title, hint: text.alarmRules.about, Control: AlarmRulesSetting },
    { id: "alarmChime", group, ...text.alarms.chime, Control: AlarmChimeSetting, resets: { preference: "alarmChime" } },
  ];
}

function changes(): Setting[] {
  const group = "changes";
  const { mode, grace, decision, pickUp, denyNote } = text.rules.settings;
  return [
    { id: "mode", group, ...mode, Control: ModeSetting, resets: { gate: "mode" } },
    { id: "grace", group, ...grace, Control: GraceSetting, resets: { gate: "grace" } },
    { id: "decision", group, ...decision, Control: DecisionTimeSetting, resets: { gate: "decision" } },
    { id: "pickUp", group, ...pickUp, Control: PickUpTimeSetting, resets: { gate: "pickUp" } },
    {
      ...{ id: "denyNote", group, title: denyNote.title, hint: denyNote.hint },
      ...{ Control: DenyNoteSetting, resets: { gate: "denyNote" as const } },
    },
    written("changes", "mostOpenRequests"),
  ];
}

function data(): Setting[] {
  const group = "data";
  const { settings, backups, imports, recordings, erase } = text;
  const { data: directory, backupsKept, settingsFile } = settings;
  return [
    { id: "data", group, title: directory.title, hint: directory.hint, Control: DataFact },
    {
      id: "backups",
      group,
      title: backups.title,
      hint: backups.hint,
      words: backups.words,
      Control: BackupsPanel,
      isWide: true,
    },
    { id: "backupsKept", group, ...backupsKept, Control: BackupsKeptSetting, resets: { setting: "backupsKept" } },
    ...history(),
    { id: "import", group, title: imports.title, hint: imports.hint, Control: ImportSetting },
    {
      ...{ id: "recordings", group, title: recordings.title, hint: recordings.hint, words: recordings.words },
      ...{ Control: RecordingsPanel, isWide: true },
    },
    { id: "settingsFile", group, ...settingsFile, Control: SettingsFileSetting },
    {
      ...{ id: "erase", group, title: erase.title, hint: erase.hint, words: erase.words },
      ...{ Control: ErasePanel, isWide: true },
    },
  ];
}

function history(): Setting[] {
  const { title, hint, words } = text.settings.history;
  return [
    { id: "history", group: "data", title, hint, words, Control: HistoryPanel, isWide: true },
    written("data", "historyDays"),
    written("data", "historyMinutesDays"),
    written("data", "historyMegabytes"),
  ];
}

function notifications(): Setting[] {
  const group = "notifications";
  const { pendingChanges, alarms, hostTrouble, quietHours } = text.settings;
  return [
    {
      id: "pendingChanges",
      group,
      ...pendingChanges,
      Control: PendingChangesSetting,
      resets: { setting: "pendingChanges" },
    },
    { id: "alarms", group, ...alarms, Control: AlarmsSetting, resets: { setting: "alarms" } },
    { id: "hostTrouble", group, ...hostTrouble, Control: HostTroubleSetting, resets: { setting: "hostTrouble" } },
    { id: "quietHours", group, ...quietHours, Control: QuietHoursSetting, resets: { setting: "quietHours" } },
  ];
}

function newerVersions(): Setting[] {
  const group = "updates";
  const { updateAddress, updates } = text.settings;
  return [
    {
      id: "updateAddress",
      group,
      ...updateAddress,
      isWide: true,
      Control: UpdateAddressSetting,
      resets: { setting: "updateAddress" },
    },
    { id: "updates", group, ...updates, Control: UpdatesPanel, isWide: true },
  ];
}

function advanced(): Setting[] {
  const { logLevel } = text.settings;
  return [
    { id: "logLevel", group: "advanced", ...logLevel, Control: LogLevelSetting, resets: { setting: "logLevel" } },
  ];
}
