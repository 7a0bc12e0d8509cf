import { describe, expect, test } from "vitest";
import type { Sink } from "../../renderer/lib/export/write-file.ts";
import { base64Of, bytesOf, download, upload } from "../../renderer/lib/transfer.ts";
import { runningHost } from "#tests/support/running-host.ts";

const GOING_ON = new AbortController().signal;

describe("A file in pieces", () => {
  test("keeps every byte", () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
    expect(bytesOf(base64Of(bytes))).toEqual(bytes);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  });

  test("goes to the host whole, larger than one message may be", async () => {
    await using running = await runningHost();
    const text = JSON.stringify([{ name: "long", value: "ä".repeat(700_000) }]);
    const progress: number[] = [];
    const id = await upload(running.client, new Blob([text]), (done) => progress.push(done), GOING_ON);
    expect(await running.client.registerImport.preview({ upload: id })).toMatchObject({ count: 1, refusedCount: 0 });
    expect(progress).toEqual([524_288, 1_048_576, Buffer.byteLength(text)]);
  });

  test("comes piece by piece until it is over", async () => {
    const sink = new KeptSink();
    const whole = "one two three";
    const read = (offset: number) =>
      Promise.resolve({ data: btoa(whole.slice(offset, offset + 5)), size: whole.length });
    expect([await download(read, sink, () => undefined, GOING_ON), sink.text, sink.end]).toEqual([
      true,
      "one two three",
      "closed",
    ]);
  });

  test("that is stopped, or breaks, leaves nothing behind", async () => {
    const stopped = new KeptSink();
    const read = () => Promise.resolve({ data: "AAAA", size: 100 });
    expect(await download(read, stopped, () => undefined, AbortSignal.abort())).toBe(false);
    const broken = new KeptSink();
    const failing = download(
      () => Promise.reject(new Error("gone")),
      broken,
      () => undefined,
      GOING_ON,
    );
    await expect(failing).rejects.toThrow("gone");
    expect([stopped.end, broken.end]).toEqual(["aborted", "aborted"]);
  });
});

class KeptSink implements Sink {
  text = "";
  end: "closed" | "aborted" | undefined;

  write(part: string | Uint8Array): Promise<void> {
    this.text += typeof part === "string" ? part : Buffer.from(part).toString();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.end = "closed";
    return Promise.resolve();
  }

  abort(): Promise<void> {
    this.end = "aborted";
    return Promise.resolve();
  }
}
