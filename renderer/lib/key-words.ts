import { capsOf, keysOf, type Action } from "./key-bindings.ts";
import { text } from "./messages/messages.ts";
import { isMac } from "./platform.ts";

/** The first key of an action as this machine's keyboard has it, for example `Ctrl+E` or `⌘+E`. */
export function keyWords(action: Action): string {
  return capsOf(keysOf(action)[0] ?? "", text.keys.caps, isMac()).join("+");
}

/** What a tooltip says, with the key that does the same: “Export (Ctrl+E)”. */
export const withKey = (words: string, action: Action): string => `${words} (${keyWords(action)})`;
