/** @module The embedded database as a connection of `pg`, so that both databases are reached by the same driver. */
import { Duplex } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';

type Done = (error?: Error | null) => void;

/** Answers are gathered in pieces: one long buffer would be allocated anew for each long answer, and grown to its size. */
const [FIRST_PIECE, PIECE] = [4_096, 65_536];

/**
 * What `pg` takes for a socket: the messages it writes are run at once, one group after the other, and answered on the
 * readable side. There is one session behind every connection; only one may be open at a time (a pool of one).
 */
export class PgliteStream extends Duplex {
  /** @param session a statement that a fresh session begins with */
  constructor(
    private readonly pglite: PGlite,
    private readonly session: string,
  ) {
    super();
  }

  /** A server starts a session for each connection; here the one there is forgets what the connection before it left. */
  connect(): this {
    this.beginAnew().then(
      () => this.emit('connect'),
      (error) => this.destroy(error),
    );
    return this;
  }

  private async beginAnew(): Promise<void> {
    // Each by itself: what is sent together is one transaction.
    for (const statement of ['rollback', 'discard all', this.session]) await this.pglite.exec(statement);
  }

  // What a socket has besides; nothing of it means anything within a process.
  setNoDelay = (): this => this;
  setKeepAlive = (): this => this;
  ref = (): this => this;
  unref = (): this => this;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: Done): void {
    this.run(chunk).then(() => done(), done);
  }

  /** What was written while a statement ran, or corked: a statement is never cut, and neither are those sent together. */
  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.run(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done);
  }

  override _final(done: Done): void {
    this.push(null);
    done();
  }

  private async run(messages: Buffer): Promise<void> {
    // The packet that opens a connection begins with its length, every other message with a letter.
    if (messages[0] === 0) {
      this.push(Buffer.from(this.pglite.execProtocolRawSync(messages)));
      return;
    }
    const answer = new Pieces();
    await this.pglite.execProtocolRawStream(messages, { onRawData: (data) => answer.add(data) });
    for (const piece of answer.all()) this.push(piece);
  }
}

/** Bytes that are only there during a call, copied. */
class Pieces {
  private readonly full: Buffer[] = [];
  private current = Buffer.allocUnsafeSlow(FIRST_PIECE);
  private used = 0;

  add(data: Uint8Array): void {
    for (let at = 0; at < data.length; ) {
      if (this.used === this.current.length) {
        this.full.push(this.current);
        this.current = Buffer.allocUnsafeSlow(PIECE);
        this.used = 0;
      }
      const part = data.subarray(at, at + this.current.length - this.used);
      this.current.set(part, this.used);
      this.used += part.length;
      at += part.length;
    }
  }

  all(): Buffer[] {
    return this.used > 0 ? [...this.full, this.current.subarray(0, this.used)] : this.full;
  }
}
