import type { KeyboardInputEvent, WebContents } from "electron";

/** Presses a key in the page, as if a person had. @param accelerator for example `CmdOrCtrl+Shift+O` */
export function pressIn(contents: WebContents, accelerator: string): void {
  const parts = accelerator.split("+");
  const keyCode = parts.at(-1) ?? "";
  const modifiers = parts.slice(0, -1).map(modifierOf);
  for (const type of ["keyDown", "keyUp"] as const) contents.sendInputEvent({ type, keyCode, modifiers });
}

function modifierOf(name: string): NonNullable<KeyboardInputEvent["modifiers"]>[number] {
  if (name === "Shift") return "shift";
  return process.platform === "darwin" ? "meta" : "control";
}
