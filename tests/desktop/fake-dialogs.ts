/** What Electron puts before a person outside of windows: questions and notifications. The test is the person. */
import { EventEmitter } from "node:events";

interface MessageBox {
  readonly message: string;
  readonly detail?: string;
  readonly buttons: readonly string[];
  readonly checkboxLabel?: string;
  readonly checkboxChecked?: boolean;
}

/** A message box that waits for an answer. */
export class FakeQuestion {
  readonly box: MessageBox;
  readonly parent: unknown;
  readonly #answered = Promise.withResolvers<{ response: number; checkboxChecked: boolean }>();
  constructor(box: MessageBox, parent: unknown) {
    this.box = box;
    this.parent = parent;
  }
  get answer() {
    return this.#answered.promise;
  }
  /** Presses a button, by its label. @param remember how the box is ticked; as it was unless told otherwise */
  press(label: string, remember = this.box.checkboxChecked ?? false): void {
    const response = this.box.buttons.indexOf(label);
    if (response === -1) throw new Error(`there is no button “${label}”, but ${this.box.buttons.join(", ")}`);
    this.#answered.resolve({ response, checkboxChecked: remember });
  }
}

interface NotificationOptions {
  readonly title: string;
  readonly body: string;
  readonly actions: readonly { readonly type: string; readonly text: string }[];
}

export class FakeNotification extends EventEmitter {
  readonly options: NotificationOptions;
  isShown = false;
  constructor(options: NotificationOptions) {
    super();
    this.options = options;
  }
  show(): void {
    this.isShown = true;
  }
  close(): void {
    this.isShown = false;
  }
  click(): void {
    this.emit("click", {});
  }
  press(label: string): void {
    const actionIndex = this.options.actions.findIndex(({ text }) => text === label);
    if (actionIndex === -1) throw new Error(`the notification has no button “${label}”`);
    this.emit("action", { actionIndex, selectionIndex: -1 });
  }
}
