/**
 * @module What a reviewer has to look at again: answers and evidence that changed between two submissions, and whether they
 * are what was asked for. It tells exactly what `basisHashes` tells apart, so that a verdict is due again where something is
 * listed here; the report of changes (`compareSubmissions`) says what follows from it, in words, under one version of the law.
 */
import canonicalize from 'canonicalize';
import type { SubmissionRecord } from '../submissions/index.ts';
import { asEntry, evidenceKey } from './read-submission.ts';
import type { SubmissionChanges } from './schema-work.ts';

const same = (a: unknown, b: unknown): boolean => canonicalize(a ?? null) === canonicalize(b ?? null);

/**
 * @param earlier the submission reviewed before; undefined on the first round
 * @param requested questions about which changes were requested on it
 */
export function changesSince(
  earlier: SubmissionRecord | undefined,
  later: SubmissionRecord,
  requested: readonly string[],
): SubmissionChanges {
  const answers = earlier ? answerChanges(earlier, later, new Set(requested)) : [];
  const evidence = earlier ? evidenceChanges(earlier, later) : [];
  const touched = new Set([...answers, ...evidence].map(({ questionId }) => questionId));
  return {
    from: earlier ? { submissionId: earlier.id, number: earlier.number } : null,
    to: { submissionId: later.id, number: later.number },
    answers,
    evidence,
    tier: { before: earlier?.result.classification.tier ?? null, after: later.result.classification.tier },
    risk: {
      before: earlier?.result.risks.overall?.level?.id ?? null,
      after: later.result.risks.overall?.level?.id ?? null,
    },
    unansweredRequests: earlier ? [...new Set(requested)].filter((id) => !touched.has(id)).sort() : [],
  };
}

/** Sorted by question. An answer whose data set changed has changed with it. */
function answerChanges(
  earlier: SubmissionRecord,
  later: SubmissionRecord,
  requested: ReadonlySet<string>,
): SubmissionChanges['answers'] {
  const [before, after] = [earlier, later].map(withDatasets) as [Map<string, Said>, Map<string, Said>];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((questionId) => {
    const [from, to] = [before.get(questionId), after.get(questionId)];
    if (same(from, to)) return [];
    const kind =
      from === undefined ? ('added' as const) : to === undefined ? ('removed' as const) : ('changed' as const);
    return [
      {
        questionId,
        kind,
        before: from?.answer ?? null,
        after: to?.answer ?? null,
        requested: requested.has(questionId),
      },
    ];
  });
}

interface Said {
  /** Always `{value, …}`. */
  answer: Record<string, unknown>;
  dataset: unknown;
}

function withDatasets({ answerFile }: SubmissionRecord): Map<string, Said> {
  const datasets = new Map((answerFile.datasets ?? []).map((dataset) => [dataset.id, dataset]));
  return new Map(
    Object.entries(answerFile.answers).map(([id, given]) => {
      const answer = asEntry(given);
      const { value } = answer;
      return [id, { answer, dataset: typeof value === 'string' ? (datasets.get(value) ?? null) : null }];
    }),
  );
}

/** Evidence by what it is; `changed` where only its day or period is another one, which decides whether it counts. */
function evidenceChanges(earlier: SubmissionRecord, later: SubmissionRecord): SubmissionChanges['evidence'] {
  const [before, after] = [earlier, later].map(evidenceOf) as [Map<string, Served>, Map<string, Served>];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((questionId) => {
    const [from, to] = [before.get(questionId) ?? new Map(), after.get(questionId) ?? new Map()] as [Served, Served];
    const added = [...to.keys()].filter((entry) => !from.has(entry));
    const removed = [...from.keys()].filter((entry) => !to.has(entry));
    const changed = [...to.keys()].filter((entry) => from.has(entry) && !same(from.get(entry), to.get(entry)));
    return added.length + removed.length + changed.length > 0 ? [{ questionId, added, removed, changed }] : [];
  });
}

/** Days and periods by file or address, sorted. */
type Served = Map<string, unknown[]>;

function evidenceOf({ evidence }: SubmissionRecord): Map<string, Served> {
  const byQuestion = new Map<string, Served>();
  const items = evidence.map((item) => ({ ...item, key: evidenceKey(item) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { questions, key, factOn, validFrom, validUntil } of items) {
    for (const question of questions) {
      const served = byQuestion.get(question) ?? new Map<string, unknown[]>();
      byQuestion.set(question, served.set(key, [...(served.get(key) ?? []), [factOn, validFrom, validUntil]]));
    }
  }
  return byQuestion;
}
