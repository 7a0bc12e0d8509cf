/** Whether a desktop shows a tray: asked with the programs that Linux has for its session bus, here with their own answers. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isTrayShown } from "#electron/desktop/tray-presence.ts";

const path = process.env["PATH"];
let programs: string;

beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), "regdesk-programs-"));
});

afterEach(() => {
  process.env["PATH"] = path;
  rmSync(programs, { recursive: true, force: true });
});

test("Windows and macOS always have one", async () => {
  expect(await isTrayShown("win32")).toBe(true);
  expect(await isTrayShown("darwin")).toBe(true);
});

describe.runIf(process.platform !== "win32")("on Linux", () => {
  test.each([
    ["busctl", "b true", true],
    ["busctl", "b false", false],
    ["gdbus", "(<true>,)", true],
    ["gdbus", "(<false>,)", false],
    ["dbus-send", "   variant       boolean true", true],
    ["dbus-send", "   variant       boolean false", false],
  ])("%s says “%s”, so a tray is shown: %s", async (program, answer, isShown) => {
    install(program, `echo '${answer}'`);
    expect(await isTrayShown("linux")).toBe(isShown);
  });

  test("one that fails is not the last to be asked", async () => {
    install("busctl", "echo 'The name is not activatable' >&2; exit 1");
    install("gdbus", "echo '(<true>,)'");
    expect(await isTrayShown("linux")).toBe(true);
  });

  test("an answer from one that failed counts for nothing", async () => {
    install("busctl", "echo b true; exit 1");
    expect(await isTrayShown("linux")).toBe(false);
  });

  test("where none of them is installed there is no tray to rely on", async () => {
    process.env["PATH"] = programs;
    expect(await isTrayShown("linux")).toBe(false);
  });
});

/** Puts a program where it is found, and no other. */
function install(program: string, script: string): void {
  writeFileSync(join(programs, program), `#!/bin/sh\n${script}\n`);
  chmodSync(join(programs, program), 0o755);
  process.env["PATH"] = programs;
}
