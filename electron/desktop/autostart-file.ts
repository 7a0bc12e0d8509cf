/** Starting at login on Linux: a desktop entry in the person's autostart folder.
 *  @see https://specifications.freedesktop.org/autostart-spec/latest/ */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The folder whose entries a desktop starts at login. Relative paths in the variable are to be ignored (XDG Base Directory). */
export function autostartFile(env: NodeJS.ProcessEnv): string {
  const configured = env["XDG_CONFIG_HOME"];
  const folder = configured !== undefined && isAbsolute(configured) ? configured : join(homedir(), ".config");
  return join(folder, "autostart", "regdesk.desktop");
}

/** @throws {Error} when the folder may not be written */
export function writeAutostart(file: string, program: string, args: readonly string[]): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, desktopEntry([program, ...args]));
}

/** @throws {Error} when the file may not be removed; one that is not there is as good as removed */
export function removeAutostart(file: string): void {
  rmSync(file, { force: true });
}

export function desktopEntry(command: readonly string[]): string {
  return [
    "[Desktop Entry]",
    "Type=Application",
    "Name=Regdesk",
    "Comment=The registers of a site on one laptop",
    `Exec=${command.map(quoted).join(" ")}`,
    "Icon=regdesk",
    "Terminal=false",
    "",
  ].join("\n");
}

/** As the Desktop Entry Specification wants an argument of `Exec`: quoted; quote, backtick, dollar and backslash escaped by
 *  a backslash, which the format of the file itself doubles; and `%` doubled, because it begins a field code. */
function quoted(argument: string): string {
  const escaped = argument
    .replace(/["`$\\]/g, "\\$&")
    .replaceAll("\\", "\\\\")
    .replaceAll("%", "%%");
  return `"${escaped}"`;
}
