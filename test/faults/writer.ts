/** @module Writes of every kind, many at once, and a list of those that were acknowledged. */

export interface Acknowledged {
  systems: string[];
  /** By assessment and note: saved answers. */
  answers: { assessment: string; revision: number; note: string }[];
  comments: { assessment: string; id: string }[];
  submissions: { assessment: string; id: string; recordHash: string }[];
}

export const nothing = (): Acknowledged => ({ systems: [], answers: [], comments: [], submissions: [] });

export const countOf = ({ systems, answers, comments, submissions }: Acknowledged): number =>
  systems.length + answers.length + comments.length + submissions.length;

/** Status and type of a problem. */
export interface Refusal {
  status: number;
  type: string;
}

type Send = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Record<string, never> }>;

const sender =
  (url: string, headers: Record<string, string>, refused: (answer: Refusal) => void): Send =>
  async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, 'If-Match': '*', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = (await response.json()) as Record<string, never>;
    if (response.status >= 400) refused({ status: response.status, type: read.type! });
    return { status: response.status, body: read };
  };

export interface WriteOptions {
  writers: number;
  count: number;
  ready: (done: number) => void;
  refused?: (answer: Refusal) => void;
}

/**
 * Writes until the service is gone or `count` writes are acknowledged.
 * @param ready called with the number acknowledged so far, after each
 * @param refused called with each problem that is answered
 */
export async function writeMany(
  url: string,
  headers: Record<string, string>,
  acknowledged: Acknowledged,
  { writers, count, ready, refused = () => undefined }: WriteOptions,
): Promise<void> {
  const send = sender(url, headers, refused);
  let begun = 0;
  let done = 0;
  const note = (): void => {
    done += 1;
    ready(done);
  };
  const write = async (writer: number): Promise<void> => {
    const system = await send('POST', '/v1/systems', { name: `Hệ thống ${writer}` });
    if (system.status !== 201) return;
    acknowledged.systems.push(system.body.id!);
    note();
    let assessment = await begin(send, system.body.id!);
    for (let turn = 0; assessment !== undefined && begun < count; turn += 1) {
      begun += 1;
      if (turn % 12 === 11) {
        const made = await send('POST', `/v1/assessments/${assessment}/submissions`, {});
        if (made.status === 201) {
          acknowledged.submissions.push({ assessment, id: made.body.id!, recordHash: made.body.recordHash! });
          note();
        }
        assessment = await begin(send, system.body.id!);
      } else if (turn % 5 === 4) {
        const made = await send('POST', `/v1/assessments/${assessment}/comments`, { body: `ghi chú ${turn}` });
        if (made.status === 201) {
          acknowledged.comments.push({ assessment, id: made.body.id! });
          note();
        }
      } else {
        const text = `người ${writer}, lần ${turn}, ${Math.random()}`;
        const answers = { 'scope.kind': { value: 'system', note: text } };
        const saved = await send('PATCH', `/v1/assessments/${assessment}/answers`, { answers });
        if (saved.status === 200) {
          acknowledged.answers.push({ assessment, revision: Number(saved.body.revision), note: text });
          note();
        }
      }
    }
  };
  // Whoever is cut off simply stops: what was not acknowledged is nobody's promise.
  await Promise.allSettled(Array.from({ length: writers }, (_, index) => write(index)));
}

async function begin(send: Send, systemId: string): Promise<string | undefined> {
  const made = await send('POST', '/v1/assessments', { systemId });
  return made.status === 201 ? made.body.id : undefined;
}
