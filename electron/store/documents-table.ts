import { FleetPolicy } from "#shared/model/fleet-policy.ts";
import { GatePolicy } from "#shared/model/gate.ts";
import { Preferences } from "#shared/model/preferences.ts";
import { Settings } from "#shared/model/settings.ts";
import { SourceFilesBookmark } from "#shared/model/source-files.ts";
import { TokenBook } from "#shared/model/token.ts";
import type { Database } from "./database.ts";

/** What is kept as one document each: read whole at the start, written whole with every change. */
export interface Documents {
  readonly preferences: Preferences;
  readonly gatePolicy: GatePolicy;
  readonly settings: Settings;
  readonly fleetPolicy: FleetPolicy;
  readonly sourceFiles: SourceFilesBookmark;
  readonly tokens: TokenBook;
}

export type DocumentName = keyof Documents;

const MODELS: { readonly [Name in DocumentName]: { parse(stored: unknown): Documents[Name] } } = {
  preferences: Preferences,
  gatePolicy: GatePolicy,
  settings: Settings,
  fleetPolicy: FleetPolicy,
  sourceFiles: SourceFilesBookmark,
  tokens: TokenBook,
};

export const DOCUMENT_NAMES = Object.keys(MODELS) as DocumentName[];

/** The documents, and which of them were stored but are not understood any more: those begin anew with their defaults. */
export interface LoadedDocuments extends Documents {
  readonly unreadableDocuments: readonly DocumentName[];
}

export function defaultDocuments(): LoadedDocuments {
  return {
    preferences: Preferences.parse({}),
    gatePolicy: GatePolicy.parse({}),
    settings: Settings.parse({}),
    fleetPolicy: FleetPolicy.parse({}),
    sourceFiles: {},
    tokens: TokenBook.parse({}),
    unreadableDocuments: [],
  };
}

/** What is not understood is kept beside the document, so that the next change does not lose what took a morning to write. */
export function loadDocuments(database: Database): LoadedDocuments {
  const find = database.prepare<[string], string>("SELECT document FROM documents WHERE name = ?").pluck();
  const keep = database.prepare<[string, string]>("INSERT OR REPLACE INTO documents (name, document) VALUES (?, ?)");
  const unreadableDocuments: DocumentName[] = [];
  const load = <Name extends DocumentName>(name: Name, otherwise: Documents[Name]): Documents[Name] => {
    const text = find.get(name);
    if (text === undefined) return otherwise;
    const document = understood(name, text);
    if (document !== undefined) return document;
    unreadableDocuments.push(name);
    keep.run(`${name} (not understood)`, text);
    return otherwise;
  };
  const { preferences, gatePolicy, settings, fleetPolicy, sourceFiles, tokens } = defaultDocuments();
  return {
    preferences: load("preferences", preferences),
    gatePolicy: load("gatePolicy", gatePolicy),
    settings: load("settings", settings),
    fleetPolicy: load("fleetPolicy", fleetPolicy),
    sourceFiles: load("sourceFiles", sourceFiles),
    tokens: load("tokens", tokens),
    unreadableDocuments,
  };
}

/** One of the documents, its defaults where it is not there. @returns nothing where it is not understood */
export function readDocument<Name extends DocumentName>(database: Database, name: Name): Documents[Name] | undefined {
  const find = database.prepare<[string], string>("SELECT document FROM documents WHERE name = ?").pluck();
  const text = find.get(name);
  return text === undefined ? defaultDocuments()[name] : understood(name, text);
}

function understood<Name extends DocumentName>(name: Name, text: string): Documents[Name] | undefined {
  try {
    return MODELS[name].parse(JSON.parse(text));
  } catch {
    return undefined; // whatever is wrong with it, it is reported, and kept
  }
}

export function documentsTable(database: Database) {
  const upsert = database.prepare<[string, string]>("INSERT OR REPLACE INTO documents (name, document) VALUES (?, ?)");
  return {
    /** @param text the document as JSON */
    save(name: DocumentName, text: string): void {
      upsert.run(name, text);
    },
  };
}
