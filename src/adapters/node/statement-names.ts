/** @module Which statements are worth preparing: those that come again and again. */

/** How often a statement was seen before it gets a name: what comes once is not worth keeping on the server. */
const USES = 5;
/** Each is kept by every connection; more texts than this are noted only while they are few. */
const NAMED_MAX = 200;
const NOTED_MAX = 2_000;
const LENGTH_MAX = 4_000;

/** Statements about rows. Others (fetch, declare, set) gain nothing, or mean something else each time. */
const ABOUT_ROWS = /^\s*(select|insert|update|delete|with)\b/i;

export class StatementNames {
  private readonly uses = new Map<string, number>();
  private readonly named = new Map<string, string>();
  private generation = 1;

  /** @returns nothing for a statement that is sent as it is */
  nameOf(text: string): { name?: string } {
    const name = this.named.get(text);
    if (name !== undefined) return { name };
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses < USES) {
      if (this.uses.size < NOTED_MAX || uses > 1) this.uses.set(text, uses);
      return {};
    }
    if (this.named.size >= NAMED_MAX || text.length > LENGTH_MAX || !ABOUT_ROWS.test(text)) return {};
    this.uses.delete(text);
    const given = `luongtri_${this.generation}_${this.named.size}`;
    this.named.set(text, given);
    return { name: given };
  }

  /** After a change of the schema: what was prepared before it may no longer fit. Statements get names again as they come. */
  renew(): void {
    this.generation += 1;
    this.uses.clear();
    this.named.clear();
  }
}
