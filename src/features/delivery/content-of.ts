/** @module The law as it was read when something was submitted. */
import type { ServiceContext } from '../../app/context.ts';
import { hashContent, hashJson } from '../../content/hash.ts';
import { contentMeasurer } from '../../content/measure.ts';
import type { Trx } from '../../db/scope.ts';
import { type Content, Engine, type Measurer } from '../../engine/index.ts';
import { contentHash, readContent, unpackContent } from '../submissions/index.ts';

export interface PastContent {
  content: Content;
  engine: Engine;
  measure: Measurer;
}

/** Earlier states of the law are asked for one after the other, not all at once; each takes some megabytes. */
const KEPT = 3;

/** Reads snapshots of the content, and keeps the last few. */
export class ContentShelf {
  private readonly shelf = new Map<string, PastContent>();
  private readonly current: string;

  constructor(private readonly ctx: Pick<ServiceContext, 'content' | 'engine' | 'measure' | 'occupations'>) {
    this.current = contentHash(ctx.content);
  }

  /** @throws Error where the snapshot is gone, which no role of a request can bring about */
  async read(trx: Trx, hash: string): Promise<PastContent> {
    if (hash === this.current) {
      const { content, engine, measure } = this.ctx;
      return { content, engine, measure };
    }
    const known = this.shelf.get(hash);
    if (known) return known;
    const packed = await readContent(trx, hash);
    if (!packed) throw new Error(`content ${hash} was not kept`);
    const content = unpackContent(packed);
    const { hashes: _, ...parts } = content;
    // What is kept says itself what it is: only what it really is counts.
    if (hashJson(hashContent(parts)) !== hash) throw new Error(`content ${hash} is not what was kept`);
    const past = {
      content,
      engine: new Engine(content),
      measure: contentMeasurer(content, this.ctx.occupations),
    };
    if (this.shelf.size >= KEPT) this.shelf.delete(this.shelf.keys().next().value!);
    this.shelf.set(hash, past);
    return past;
  }
}
