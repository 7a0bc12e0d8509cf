import type { Clock, Timer } from "#shared/clock.ts";

/** Noon of an ordinary day, so that a printed time in a failing test can be read. */
export const NOON = Date.UTC(2026, 5, 1, 12);

interface Appointment {
  readonly due: number;
  readonly call: () => void;
}

/** A clock that moves only when a test moves it. Its two times are far apart, so that mistaking one for the other shows. */
export class FakeClock implements Clock {
  #wall = NOON;
  #monotonic = 5_000;
  /** In the order in which they were made, which is also the order of those that are due together. */
  readonly #appointments = new Set<Appointment>();

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(delay: number, call: () => void): Timer {
    const appointment = { due: this.#monotonic + Math.max(0, delay), call };
    this.#appointments.add(appointment);
    return { cancel: () => this.#appointments.delete(appointment) };
  }

  /** How many timers run. */
  get timers(): number {
    return this.#appointments.size;
  }

  /** Lets time pass: timers run in their order, each at its own moment, and what they start settles before the next. */
  async advance(milliseconds: number): Promise<void> {
    await settled();
    const end = this.#monotonic + milliseconds;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#run(next);
      await settled();
    }
    this.#pass(end - this.#monotonic);
  }

  /** Like `advance`, for parts that start nothing that has to settle: a million timers run in a second. */
  tick(milliseconds: number): void {
    const end = this.#monotonic + milliseconds;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) this.#run(next);
    this.#pass(end - this.#monotonic);
  }

  /** Lets time pass in which the machine sleeps: whatever fell due meanwhile runs late, when all of it is over. */
  async sleep(milliseconds: number): Promise<void> {
    this.#pass(milliseconds);
    await this.advance(0);
  }

  /** Sets the wall clock forward or back, as daylight saving, a time server or a person does. */
  setWall(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  #next(end: number): Appointment | undefined {
    let next: Appointment | undefined;
    for (const appointment of this.#appointments) {
      if (appointment.due <= end && (next === undefined || appointment.due < next.due)) next = appointment;
    }
    return next;
  }

  #run(appointment: Appointment): void {
    this.#appointments.delete(appointment);
    this.#pass(Math.max(0, appointment.due - this.#monotonic));
    appointment.call();
  }

  #pass(milliseconds: number): void {
    this.#wall += milliseconds;
    this.#monotonic += milliseconds;
  }
}

/** When all promises that can settle by themselves have. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
