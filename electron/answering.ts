import type { Timer } from "#shared/clock.ts";
import type { Answers, AnswersOptions } from "./answers.ts";
import type { HostRouter } from "./rpc/router.ts";
import type { WebSocketOptions, WebSockets } from "./rpc/web-sockets.ts";

/** Nobody has asked by then, and devices are answered: what it is made of is loaded all the same, as long as it lies on the disk
 *  as it did at the start. An update that is installed meanwhile replaces it. In milliseconds. */
const SOON = 2_000;

interface Made extends Answers {
  readonly WebSockets: typeof WebSockets;
}

/** The answers to windows and commands, made when the first of them asks: the contract and all it is made of take a tenth of a
 *  start, and devices do not wait for them. */
export class Answering implements AsyncDisposable {
  readonly #options: AnswersOptions;
  readonly #timer: Timer;
  #answers: Promise<Made> | undefined;

  constructor(options: AnswersOptions) {
    this.#options = options;
    this.#timer = options.clock.after(SOON, () => void this.#made().catch(() => undefined)); // which is logged
  }

  async router(): Promise<HostRouter> {
    return (await this.#made()).router;
  }

  /** What carries the answers over WebSockets. @param actor who acts, for the audit */
  async webSockets(actor: string, options?: WebSocketOptions): Promise<WebSockets> {
    const { router, WebSockets } = await this.#made();
    return new WebSockets(router, actor, options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer.cancel();
    await this.#answers?.then(
      (answers) => answers[Symbol.dispose](),
      () => undefined,
    );
  }

  #made(): Promise<Made> {
    this.#answers ??= this.#make().catch((error: unknown) => {
      this.#answers = undefined; // the next who asks tries again
      this.#options.log.error({ err: error }, "windows and commands cannot be answered");
      throw error;
    });
    return this.#answers;
  }

  /** What was loaded is kept: asked for again, it would be looked for on the disk. */
  async #make(): Promise<Made> {
    const [{ startAnswers }, { WebSockets }] = await Promise.all([
      import("./answers.ts"),
      import("./rpc/web-sockets.ts"),
    ]);
    this.#options.log.debug("windows and commands can be answered");
    return { ...startAnswers(this.#options), WebSockets };
  }
}
