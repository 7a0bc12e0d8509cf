/** What the palette offers, for one query. */
import type { RegisterName } from "#shared/model/register.ts";
import { addressForDevices } from "../lib/address.ts";
import { copy } from "../lib/clipboard.ts";
import type { Action } from "../lib/key-bindings.ts";
import { text } from "../lib/messages/messages.ts";
import { unitOf } from "../lib/metadata.ts";
import { SECTIONS } from "../lib/route.ts";
import { best } from "../lib/fuzzy.ts";
import { valueWithUnit } from "../lib/value.ts";
import type { AppState } from "./app.ts";
import { isHidden } from "./fleet.svelte.ts";
import { upkeepOffers } from "./palette-upkeep.ts";
import { THEME_CHOICES } from "./theme.svelte.ts";

export interface Offer {
  readonly id: string;
  readonly label: string;
  /** The key that does the same. */
  readonly action?: Action;
  readonly run: () => unknown;
}

export interface OfferGroup {
  readonly title: string;
  readonly offers: readonly Offer[];
  /** How many more would fit. */
  readonly more: number;
}

const MOST_REGISTERS = 12;
const MOST = 6;

export function offersFor(app: AppState, query: string): OfferGroup[] {
  const all = query.trim() === "";
  const groups = groupsFor(app, query, all);
  return all ? groups : literalFirst(groups, query.trim().toLowerCase());
}

/** What holds the very words comes before what only holds their letters somewhere, as a long name easily does. */
function literalFirst(groups: readonly OfferGroup[], words: string): OfferGroup[] {
  const isLiteral = ({ offers }: OfferGroup) => offers.some(({ label }) => label.toLowerCase().includes(words));
  return [...groups.filter(isLiteral), ...groups.filter((group) => !isLiteral(group))];
}

function groupsFor(app: AppState, query: string, all: boolean): OfferGroup[] {
  const t = text.palette.groups;
  const names = all ? [] : best(app.registers.all(), query, ({ name }) => name);
  return [
    group(t.sections, best(sections(app), query, labelOf), all ? SECTIONS.length : MOST),
    group(t.changes, best(changes(app), query, labelOf), MOST),
    group(
      t.registers,
      names.slice(0, MOST_REGISTERS).map(({ name }) => opening(app, name)),
      MOST_REGISTERS,
      names.length,
    ),
    devicesGroup(app, query, all),
    group(t.sources, best(sourceOffers(app), query, labelOf), MOST),
    group(t.actions, best(actions(app), query, labelOf), all ? Infinity : MOST),
  ].filter(({ offers }) => offers.length > 0);
}

function group(title: string, offers: readonly Offer[], most: number, all = offers.length): OfferGroup {
  const shown = offers.slice(0, most);
  return { title, offers: shown, more: all - shown.length };
}

const labelOf = ({ label }: Offer) => label;

function sections({ commands }: AppState): Offer[] {
  return SECTIONS.map((section) => ({
    id: `section ${section}`,
    label: text.sections[section],
    ...(section === "help" ? {} : { action: section }),
    run: () => commands.go(section),
  }));
}

function opening({ router }: AppState, name: RegisterName): Offer {
  const label = name === "" ? text.registers.emptyName : name;
  return { id: `register ${name}`, label, run: () => router.go({ section: "registers", query: { sel: name } }) };
}

function changes({ changeRequests, registers, router }: AppState): Offer[] {
  return changeRequests.pending.map(({ id, register, value }) => {
    const known = registers.find(register);
    const label = text.palette.change(id, register, valueWithUnit(value, known && unitOf(known)));
    return { id: `change ${id}`, label, run: () => router.go({ section: "changes", query: { sel: id } }) };
  });
}

/** Whatever it is called, by people or on the wire; the others are on their screen. */
function devicesGroup({ fleet, router }: AppState, query: string, all: boolean): OfferGroup {
  const known = all ? [] : fleet.all.filter((device) => !isHidden(device));
  const found = best(known, query, ({ alias, wireName }) => (alias === undefined ? wireName : `${alias} ${wireName}`));
  const offers = found.slice(0, MOST).map((device): Offer => {
    const { id, alias, wireName } = device;
    const label = alias === undefined ? wireName : `${alias} (${wireName})`;
    return { id: `device ${id}`, label, run: () => router.go({ section: "devices", query: { sel: id } }) };
  });
  return group(text.palette.groups.devices, offers, MOST, found.length);
}

function sourceOffers({ sources, router }: AppState): Offer[] {
  return sources.all.map(({ source: { name } }) => ({
    id: `source ${name}`,
    label: name,
    run: () => router.go({ section: "sources", query: { sel: name } }),
  }));
}

/** What can be asked of sources from everywhere; what becomes of it is told by their screen. */
function syncs({ sources, router }: AppState): Offer[] {
  const t = text.palette.actions;
  const enabled = sources.all.filter(({ standing }) => standing !== "off" && standing !== "syncing");
  return [
    {
      id: "add source",
      label: t.addSource,
      run: () => router.go({ section: "sources", query: { ask: "add" } }),
    },
    ...enabled.map(({ source: { name } }) => ({
      id: `sync ${name}`,
      label: t.runSource(name),
      run: () => router.go({ section: "sources", query: { sel: name, ask: "run" } }),
    })),
  ];
}

function actions(app: AppState): Offer[] {
  const t = text.palette.actions;
  return [
    ...site(app),
    ...gate(app),
    ...syncs(app),
    ...fleetOffers(app),
    ...upkeepOffers(app),
    ...looks(app),
    ...languages(app),
    ...sizes(app),
    { id: "notices", label: t.notices, action: "notices", run: () => (app.commands.areNoticesOpen = true) },
    { id: "alarm rules", label: text.alarmRules.title, run: () => (app.commands.alarmRules = {}) },
    { id: "keys", label: t.keys, action: "keys", run: () => (app.commands.isCheatSheetOpen = true) },
    ...(app.toasts.canUndo
      ? [{ id: "undo", label: t.undo, action: "undo" as const, run: () => app.toasts.undoLast() }]
      : []),
  ];
}

function site({ host, demo, toasts }: AppState): Offer[] {
  const t = text.palette.actions;
  if (!host.status) return [];
  const address = addressForDevices(host.status);
  const copied = async () => (await copy(address)) && toasts.say(text.registers.copiedValue(address));
  return [
    demo.plays
      ? { id: "demo", label: t.stopDemo, run: () => demo.stop() }
      : { id: "demo", label: t.startDemo, run: () => demo.start() },
    { id: "address", label: t.copyAddress(address), run: copied },
  ];
}

function gate({ gate, router, toasts }: AppState): Offer[] {
  const t = text.rules;
  if (!gate.policy) return [];
  // Pass-through needs to be confirmed, hence is offered on its screen only.
  const modes = (["ask", "rules"] as const).filter((mode) => mode !== gate.mode);
  return [
    { id: "rules", label: t.title, run: () => router.go({ section: "changes", query: { rules: "open" } }) },
    ...modes.map((mode) => ({
      id: `mode ${mode}`,
      label: t.modes.of(t.modes[mode].name),
      run: () => gate.setMode(mode).catch(toasts.fail),
    })),
  ];
}

function fleetOffers({ fleet, router }: AppState): Offer[] {
  const t = text.palette.actions;
  const asking = (ask: string) => () => router.go({ section: "devices", query: { ask } });
  return [
    ...(fleet.unreviewed.length > 0 ? [{ id: "new devices", label: t.newDevices, run: asking("review") }] : []),
    { id: "maintenance", label: t.maintenance, run: asking("maintenance") },
  ];
}

function looks({ preferences }: AppState): Offer[] {
  const t = text.palette.actions;
  const themes = THEME_CHOICES.map((theme) => ({
    id: `theme ${theme}`,
    label: t.theme(text.themes[theme]),
    ...(theme === "outdoor" ? { action: "outdoor" as const } : {}),
    run: () => preferences.change({ theme }),
  }));
  const densities = (["compact", "standard", "comfortable"] as const).map((density) => ({
    id: `density ${density}`,
    label: t.density(text.settings.density[density]),
    run: () => preferences.change({ density }),
  }));
  return [...themes, ...densities];
}

function languages({ preferences }: AppState): Offer[] {
  return (["system", "en", "de"] as const).map((language) => ({
    id: `language ${language}`,
    label: text.palette.actions.language(text.settings.language[language]),
    run: () => preferences.change({ language }),
  }));
}

function sizes({ layout }: AppState): Offer[] {
  const t = text.palette.actions;
  return [
    { id: "larger", label: t.larger, action: "zoomIn", run: () => layout.zoom(1) },
    { id: "smaller", label: t.smaller, action: "zoomOut", run: () => layout.zoom(-1) },
    { id: "normal", label: t.normalSize, action: "zoomReset", run: () => layout.zoom(0) },
    { id: "sidebar", label: t.collapse, action: "sidebar", run: () => layout.toggleSidebar() },
  ];
}
