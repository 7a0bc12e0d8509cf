/** A site of 10,000 registers that sends 1,000 updates a second: ten requests of ten registers every 100 ms. */
import { connect, type Socket } from "node:net";
import { setTimeout as slept } from "node:timers/promises";
import { putRequest } from "./send-load.ts";

const REGISTERS = 10_000;

export class BusySite implements Disposable {
  readonly #devices: Socket;
  #turn = 0;

  constructor(port: number) {
    this.#devices = connect(port, "127.0.0.1").setNoDelay(true).resume();
    for (let from = 0; from < REGISTERS; from += 500) this.#devices.write(report(from, 500, 0));
  }

  async send(seconds: number): Promise<void> {
    const startedAt = performance.now();
    for (let tick = 1; tick <= seconds * 10; tick++) {
      this.#turn += 1;
      for (let request = 0; request < 10; request++) {
        this.#devices.write(report(((this.#turn * 10 + request) * 10) % REGISTERS, 10, this.#turn));
      }
      await slept(Math.max(0, startedAt + tick * 100 - performance.now()));
    }
  }

  [Symbol.dispose](): void {
    this.#devices.destroy();
  }
}

function report(from: number, count: number, turn: number): string {
  const registers = Array.from({ length: count }, (_, offset) => {
    const index = from + offset;
    const metadata = { device: `device-${index % 100}`, unit: "°C", label: "Temperature" };
    const value = 20 + ((index + turn) % 100) / 10;
    return [`device-${index % 100}.sensor-${index}.temperature`, { value, metadata, ttl: "10m" }];
  });
  return putRequest("/provider", Object.fromEntries(registers) as Record<string, unknown>);
}
