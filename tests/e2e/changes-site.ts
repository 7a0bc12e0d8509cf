/** A site for the tests of Changes: devices whose registers say what they take. */
import { expect, type Locator, type Page } from "@playwright/test";
import { withControl } from "#electron/commands/control.ts";
import type { Client } from "#shared/contract/contract.ts";
import { put } from "../support/http.ts";
import type { ServingRegdesk } from "../support/regdesk-process.ts";
import { openWindow, prefer } from "./window.ts";

export const SETPOINT = "boiler.setpoint";
export const PUMP = "pump.speed";
export const FAN = "fan.speed";

const METADATA = {
  [SETPOINT]: { device: "boiler", type: "number", unit: "°C", min: 10, max: 60 },
  [PUMP]: { device: "pump", type: "number", unit: "%", min: 0, max: 100 },
  [FAN]: { device: "fan", type: "number", unit: "%", min: 0, max: 100 },
} as const;

/** A device reports one of its registers. */
export async function report({ url }: ServingRegdesk, name: keyof typeof METADATA, value: number): Promise<void> {
  const registers = { [name]: { value, ttl: "10m", metadata: METADATA[name] } };
  expect((await put(url, "/provider", { registers })).status).toBe(204);
}

/** The window on Changes, with three devices that report. */
export async function openChanges(page: Page, regdesk: ServingRegdesk, route = "#/changes"): Promise<void> {
  await prefer(regdesk, {});
  await report(regdesk, SETPOINT, 21.5);
  await report(regdesk, PUMP, 40);
  await report(regdesk, FAN, 30);
  await openWindow(page, regdesk, route);
}

/** What another window or a command would do. */
export function behind<Result>(
  { announced }: ServingRegdesk,
  act: (client: Client) => Promise<Result>,
): Promise<Result> {
  return withControl(announced.dataDir, act);
}

/** A pending request in the list, and the whole list. */
export const pending = (page: Page): Locator => page.getByRole("grid", { name: "Pending change requests" });
export const pendingRow = (page: Page, register: string): Locator =>
  pending(page).getByRole("row").filter({ hasText: register });

/** Every request there is, as `register: state`, in the order in which they came. */
export async function statesIn(regdesk: ServingRegdesk): Promise<string[]> {
  const requests = await behind(regdesk, (client) => client.changeRequests.list({ all: true }));
  return requests.toReversed().map(({ register, state }) => `${register}: ${state}`);
}

/** Holds back what the host says to the window, so that the window knows less than the host. Call it before it is opened. */
export async function slowHearing(page: Page): Promise<{ hold(): void; release(): void }> {
  let held: (() => void)[] | undefined;
  await page.routeWebSocket(/.*/, (toPage) => {
    const toHost = toPage.connectToServer();
    toPage.onMessage((message) => toHost.send(message));
    toHost.onMessage((message) => {
      if (held) held.push(() => toPage.send(message));
      else toPage.send(message);
    });
  });
  return {
    hold: () => (held = []),
    release: () => {
      const waiting = held ?? [];
      held = undefined;
      for (const send of waiting) send();
    },
  };
}
