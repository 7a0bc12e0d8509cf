import type { RegisterName } from "#shared/model/register.ts";

interface Asked {
  readonly register: RegisterName;
  readonly answer: (isConfirmed: boolean) => void;
}

/** The question that comes back before a register of a source in error is changed. One at a time. */
export class SecondWordState {
  asked = $state.raw<Asked>();

  /** @returns whether the technician says so again */
  ask(register: RegisterName): Promise<boolean> {
    this.answer(false);
    return new Promise((resolve) => (this.asked = { register, answer: resolve }));
  }

  answer(isConfirmed: boolean): void {
    const { asked } = this;
    this.asked = undefined;
    asked?.answer(isConfirmed);
  }
}
