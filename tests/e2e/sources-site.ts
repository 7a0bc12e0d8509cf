/** A site for the tests of Sources: documents on this machine, and sources that read them. */
import { expect, type Locator, type Page } from "@playwright/test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SourceName, type Source } from "#shared/model/source.ts";
import { values } from "../support/http.ts";
import type { ServingRegdesk } from "../support/regdesk-process.ts";
import { behind } from "./changes-site.ts";
import { openWindow, prefer } from "./window.ts";

/** Writes a document of numbered setpoints. @returns its path */
export async function writeCatalog({ announced }: ServingRegdesk, registers: number, factor = 1): Promise<string> {
  const path = join(announced.dataDir, "catalog.json");
  const values = Array.from({ length: registers }, (_, n) => [`pump-${n}.setpoint`, { value: n * factor }] as const);
  await writeFile(path, JSON.stringify({ registers: Object.fromEntries(values) }));
  return path;
}

/** A source that is synced by hand alone, unless told otherwise. */
export function fileSource(name: string, path: string, given: Partial<Source> = {}): Source {
  return {
    name: SourceName.parse(name),
    connection: { kind: "file", path },
    prefix: "",
    filter: { names: [], includeTags: [], excludeTags: [] },
    schedule: { timing: { kind: "manual" }, hours: [], missed: "catch-up" },
    keep: "persistent",
    strict: false,
    timeout: 60_000,
    enabled: true,
    order: 0,
    ...given,
  };
}

export async function addSource(regdesk: ServingRegdesk, source: Source): Promise<void> {
  await behind(regdesk, (client) => client.sources.add({ source }));
}

export async function syncSource(regdesk: ServingRegdesk, name: string): Promise<void> {
  await behind(regdesk, (client) => client.sources.sync({ names: [SourceName.parse(name)] }));
}

export async function openSources(page: Page, regdesk: ServingRegdesk, route = "#/sources"): Promise<void> {
  await prefer(regdesk, {});
  await openWindow(page, regdesk, route);
}

export const sourceList = (page: Page): Locator => page.getByRole("grid", { name: "Sources" });
export const sourceRow = (page: Page, name: string): Locator => page.locator(`#source-${name}`);

/** The values of all registers there are, by name, as consumers see them. */
export function mirrored({ url }: ServingRegdesk): Promise<unknown> {
  return values(url, "/consumer");
}

export async function expectRegisters(regdesk: ServingRegdesk, count: number): Promise<void> {
  await expect.poll(async () => Object.keys((await mirrored(regdesk)) ?? {}).length).toBe(count);
}
