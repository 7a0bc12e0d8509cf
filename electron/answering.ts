import type { AnswersOptions, Answers } from "./answers.ts";
import type { HostRouter } from "./rpc/router.ts";

/** The answers to windows and commands, made when the first of them asks: the contract and all it is made of take a tenth of a
 *  start, and devices do not wait for them. */
export class Answering implements AsyncDisposable {
  readonly #options: AnswersOptions;
  #answers: Promise<Answers> | undefined;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  async router(): Promise<HostRouter> {
    this.#answers ??= import("./answers.ts").then(({ startAnswers }) => startAnswers(this.#options));
    return (await this.#answers).router;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    (await this.#answers)?.[Symbol.dispose]();
  }
}
