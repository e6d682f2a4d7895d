/** @module The line of jobs that wait: one of each owner in turn, so that nobody's hundred reports keep others waiting. */

interface Waiting {
  owner: string;
}

export class JobLine<Job extends Waiting> {
  readonly #byOwner = new Map<string, Job[]>();
  /** Owners by when they were served last, longest ago first. */
  #served: string[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(job: Job): void {
    const own = this.#byOwner.get(job.owner);
    if (own) own.push(job);
    else this.#byOwner.set(job.owner, [job]);
    this.#length += 1;
  }

  /** Every waiting job in the order in which they will begin, as far as known now. */
  order(): Job[] {
    const last = new Map(this.#served.map((owner, at) => [owner, at]));
    // Who was never served comes before who was, in the order of arrival.
    const owners = [...this.#byOwner.keys()].sort((a, b) => (last.get(a) ?? -1) - (last.get(b) ?? -1));
    const rounds = Math.max(0, ...[...this.#byOwner.values()].map(({ length }) => length));
    return Array.from({ length: rounds }, (_, round) =>
      owners.flatMap((owner) => this.#byOwner.get(owner)![round] ?? []),
    ).flat();
  }

  /** Takes the next job out of the line. */
  next(): Job | undefined {
    const [job] = this.order();
    if (!job) return undefined;
    const own = this.#byOwner.get(job.owner)!;
    own.shift();
    if (own.length === 0) this.#byOwner.delete(job.owner);
    this.#length -= 1;
    this.#served = [...this.#served.filter((owner) => owner !== job.owner && this.#byOwner.has(owner)), job.owner];
    return job;
  }
}
