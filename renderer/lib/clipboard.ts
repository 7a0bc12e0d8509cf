import { toast } from "svelte-sonner";
import type { Register } from "#shared/model/register.ts";
import { text } from "./messages/messages.ts";
import { unitOf } from "./metadata.ts";
import { plainText, valueWithUnit } from "./value.ts";

/** @returns whether the text is on the clipboard; a browser may forbid it, and then the technician is told */
export async function copy(content: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    toast.error(text.copy.failed);
    return false;
  }
}

/** Copies a value without loss, and says in short what was copied. */
export async function copyValue(register: Register | undefined): Promise<void> {
  if (!register || !(await copy(plainText(register.value)))) return;
  toast(text.registers.copiedValue(valueWithUnit(register.value, unitOf(register))));
}
