/** @module A line of those who wait to print: so many at a time, in the order they came, and only so many waiting. */
import { Problem } from '../../app/problems.ts';

export interface QueueLimits {
  /** How many run at the same time. */
  concurrency: number;
  /** How many may wait. */
  waiting: number;
  /** How much may wait, in characters: every document in the line is held in memory. */
  characters: number;
}

interface Waiting {
  size: number;
  begin: () => void;
}

const SECOND_MS = 1_000;

export class PrintQueue {
  #running = 0;
  #characters = 0;
  readonly #line: Waiting[] = [];
  /** Smoothed duration of a print, for saying when to come back. */
  #meanMs = 2 * SECOND_MS;

  constructor(private readonly limits: QueueLimits) {}

  /** @returns how many run and how many wait */
  get state(): { running: number; waiting: number } {
    return { running: this.#running, waiting: this.#line.length };
  }

  /**
   * Runs `work` when it is its turn.
   * @param size characters it holds while it waits
   * @throws Problem 503 with `Retry-After` when too much is waiting already
   */
  async run<Value>(size: number, work: () => Promise<Value>): Promise<Value> {
    await this.#enter(size);
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.#meanMs += (performance.now() - began - this.#meanMs) / 8;
      this.#leave();
    }
  }

  #enter(size: number): Promise<void> {
    const { concurrency, waiting, characters } = this.limits;
    if (this.#running < concurrency) {
      this.#running += 1;
      return Promise.resolve();
    }
    const isFull = this.#line.length >= waiting || (this.#line.length > 0 && this.#characters + size > characters);
    if (isFull) return Promise.reject(this.#busy());
    this.#characters += size;
    return new Promise((begin) => this.#line.push({ size, begin }));
  }

  #leave(): void {
    const next = this.#line.shift();
    if (!next) {
      this.#running -= 1;
      return;
    }
    // A place is handed over, not given back: nobody can slip in between.
    this.#characters -= next.size;
    next.begin();
  }

  #busy(): Problem {
    const seconds = Math.max(1, Math.ceil((this.#line.length * this.#meanMs) / this.limits.concurrency / SECOND_MS));
    return new Problem(
      'printing-failed',
      {
        vi: `Hàng chờ in đang đầy (${this.#line.length} bản). Thử lại sau ${seconds} giây, hoặc lấy báo cáo dạng HTML.`,
        en: `The line of documents to be printed is full (${this.#line.length}). Try again after ${seconds} seconds, or take the report as HTML.`,
      },
      { headers: { 'Retry-After': String(seconds) } },
    );
  }
}
