import "../support/plain-runes.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ExportAsked, ExportPage } from "#shared/contract/history.ts";
import { jsonText } from "#shared/json.ts";
import { HistoryExport } from "../../renderer/state/history-export.svelte.ts";
import { named } from "../support/builders.ts";

const FORMAT = { format: "jsonl", grain: "changes", hasBom: false, offset: 0 } as const;
const QUESTIONS: readonly ExportAsked[] = [{ from: 0, to: 9 }];
const line = { register: named("a"), at: 0, value: jsonText(1) };
const page = (next?: string): ExportPage => ({
  ...{ lines: [line], registers: 1, done: 0 },
  ...(next !== undefined && { next }),
});

type Read = (asked: ExportAsked, signal: AbortSignal) => Promise<ExportPage>;

afterEach(() => void vi.unstubAllGlobals());

/** A folder into which the technician chooses to write; a file is there from being chosen on, as a browser has it. */
function aFolder(onWrite: () => void = () => undefined): Map<string, string> {
  const folder = new Map<string, string>();
  const showSaveFilePicker = ({ suggestedName: name }: { suggestedName: string }) => {
    let written = "";
    folder.set(name, "");
    const stream = {
      write: (text: string) => Promise.resolve(((written += text), onWrite())),
      close: () => Promise.resolve(folder.set(name, written)),
      abort: () => Promise.resolve(),
    };
    return Promise.resolve({
      createWritable: () => Promise.resolve(stream),
      remove: () => Promise.resolve(folder.delete(name)),
    });
  };
  vi.stubGlobal("window", { showSaveFilePicker });
  return folder;
}

const exporting = (read: Read) => new HistoryExport({ exportPage: read });

describe("An export of history", () => {
  test("that is stopped while the host reads ends at once, asks for no more and leaves no file", async () => {
    const folder = aFolder();
    const asked: ExportAsked[] = [];
    const second = Promise.withResolvers<undefined>();
    const running = exporting((question, signal) => {
      asked.push(question);
      if (question.cursor === undefined) return Promise.resolve(page("1"));
      second.resolve(undefined);
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    const ended = running.run(QUESTIONS, FORMAT, 0);
    await second.promise;
    expect([running.progress?.lines, folder.size]).toEqual([1, 1]);
    running.stop();
    expect(await ended).toBe("stopped");
    expect([asked.length, folder.size, running.progress]).toEqual([2, 0, undefined]);
  });

  test("that is stopped while its last piece is written is not kept either", async () => {
    let isLast = false;
    const folder = aFolder(() => isLast && running.stop());
    const running = exporting(() => {
      isLast = true;
      return Promise.resolve(page());
    });
    expect(await running.run(QUESTIONS, FORMAT, 0)).toBe("stopped");
    expect(folder.size).toBe(0);
  });

  test("that the host cannot go on with says why and leaves no file", async () => {
    const folder = aFolder();
    const running = exporting(({ cursor }) =>
      cursor === undefined ? Promise.resolve(page("1")) : Promise.reject(new Error("The history is damaged.")),
    );
    await expect(running.run(QUESTIONS, FORMAT, 0)).rejects.toThrow("The history is damaged.");
    expect([folder.size, running.progress]).toEqual([0, undefined]);
  });

  test("of nothing leaves no file, and the next one is not held to be stopped", async () => {
    const folder = aFolder();
    const pages = [{ lines: [], registers: 0, done: 0 }, page()];
    const running = exporting(() => Promise.resolve(pages.shift() ?? page()));
    expect(await running.run(QUESTIONS, FORMAT, 0)).toBe("nothing");
    expect(folder.size).toBe(0);
    running.stop();
    expect(await running.run(QUESTIONS, FORMAT, 0)).toBe("done");
    expect([...folder.values()]).toEqual(['{"at":"1970-01-01T00:00:00.000+00:00","register":"a","value":1}\n']);
  });
});
