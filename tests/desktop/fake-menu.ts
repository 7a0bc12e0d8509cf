/** Menus as plain trees, in the application's bar and at the tray. */
import { EventEmitter } from "node:events";

export interface FakeMenuItem {
  readonly role?: string;
  readonly label?: string;
  readonly enabled?: boolean;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly FakeMenuItem[];
}

export class FakeMenu {
  static applicationMenu: FakeMenu | undefined;
  readonly items: readonly FakeMenuItem[];
  constructor(items: readonly FakeMenuItem[]) {
    this.items = items;
  }
  static buildFromTemplate = (items: readonly FakeMenuItem[]) => new FakeMenu(items);
  static setApplicationMenu = (menu: FakeMenu) => void (FakeMenu.applicationMenu = menu);

  /** Every item, however deep. */
  all(items = this.items): FakeMenuItem[] {
    return items.flatMap((item) => [item, ...this.all(item.submenu ?? [])]);
  }
  roles(): string[] {
    return this.all().flatMap(({ role }) => role ?? []);
  }
  labels(): string[] {
    return this.all().flatMap(({ label }) => label ?? []);
  }
  item(label: string): FakeMenuItem {
    const found = this.all().find((item) => item.label === label);
    if (!found) throw new Error(`the menu has no “${label}”, but ${this.labels().join(", ")}`);
    return found;
  }
  click(label: string): void {
    const { click, enabled = true } = this.item(label);
    if (enabled) click?.();
  }
}

export class FakeTray extends EventEmitter {
  image: string;
  toolTip = "";
  menu = new FakeMenu([]);
  /** How often each was set: a menu that lies open closes when it is replaced. */
  readonly sets = { image: 0, toolTip: 0, menu: 0 };
  destroyed = false;
  constructor(image: string) {
    super();
    this.image = image;
  }
  setImage(image: string): void {
    this.image = image;
    this.sets.image++;
  }
  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
    this.sets.toolTip++;
  }
  setContextMenu(menu: FakeMenu): void {
    this.menu = menu;
    this.sets.menu++;
  }
  destroy(): void {
    this.destroyed = true;
  }
}
