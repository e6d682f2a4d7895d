/**
 * @module One warm browser, replaced when it dies and after a number of prints: a browser that has printed for days has
 * collected memory that it does not give back.
 */
import type { Browser } from 'puppeteer-core';

/** A browser lent for one print. */
export interface Loan {
  browser: Browser;
  /** Must be called once, whatever became of the print. */
  release(): void;
}

interface Warm {
  starting: Promise<Browser>;
  /** Prints begun with it, and those not finished. */
  begun: number;
  active: number;
  retired: boolean;
}

export class BrowserPool {
  #warm: Warm | undefined;
  #closed = false;
  readonly #leaving = new Set<Promise<void>>();

  /** @param recycleAfter prints after which a browser is not lent any more */
  constructor(
    private readonly launch: () => Promise<Browser>,
    private readonly recycleAfter: number,
  ) {}

  get closed(): boolean {
    return this.#closed;
  }

  /** @throws what `launch` throws, and after `close` */
  async lend(): Promise<Loan> {
    if (this.#closed) throw new Error('the printer is closed');
    const warm = this.#current();
    warm.begun += 1;
    warm.active += 1;
    const release = (): void => {
      warm.active -= 1;
      this.#leaveIfDone(warm);
    };
    try {
      return { browser: await warm.starting, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Ends every browser; nothing is lent any more. */
  async close(): Promise<void> {
    this.#closed = true;
    const warm = this.#warm;
    if (warm) this.#retire(warm);
    const browser = await warm?.starting.catch(() => undefined);
    await browser?.close().catch(() => undefined);
    await Promise.all(this.#leaving);
  }

  #current(): Warm {
    if (this.#warm && this.#warm.begun >= this.recycleAfter) this.#retire(this.#warm);
    if (this.#warm) return this.#warm;
    const starting = this.launch();
    const warm: Warm = { starting, begun: 0, active: 0, retired: false };
    const forget = (): void => this.#retire(warm);
    starting.then((browser) => {
      browser.once('disconnected', forget);
      // It may have died between its start and this line.
      if (!browser.connected) forget();
    }, forget);
    this.#warm = warm;
    return warm;
  }

  #retire(warm: Warm): void {
    warm.retired = true;
    if (this.#warm === warm) this.#warm = undefined;
    this.#leaveIfDone(warm);
  }

  /** A browser that is not lent any more ends with its last print. */
  #leaveIfDone(warm: Warm): void {
    if (!warm.retired || warm.active > 0) return;
    const leaving: Promise<void> = warm.starting
      .then((browser) => browser.close())
      // It never started, or is gone already.
      .catch(() => undefined)
      .finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }
}
