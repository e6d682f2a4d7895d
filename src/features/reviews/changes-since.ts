/**
 * @module What a reviewer has to look at again: answers and evidence that changed between two submissions, and whether they
 * are what was asked for. The full report of changes is that of features/reports.
 */
import canonicalize from 'canonicalize';
import type { SubmissionRecord } from '../submissions/index.ts';
import { asEntry } from './read-submission.ts';
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

/** Evidence by the hash of its bytes, or its address: a renamed file is no other evidence. */
function evidenceChanges(earlier: SubmissionRecord, later: SubmissionRecord): SubmissionChanges['evidence'] {
  const [before, after] = [earlier, later].map(evidenceOf) as [Map<string, string[]>, Map<string, string[]>];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((questionId) => {
    const [from, to] = [before.get(questionId) ?? [], after.get(questionId) ?? []];
    const added = to.filter((entry) => !from.includes(entry));
    const removed = from.filter((entry) => !to.includes(entry));
    return added.length + removed.length > 0 ? [{ questionId, added, removed }] : [];
  });
}

function evidenceOf({ evidence }: SubmissionRecord): Map<string, string[]> {
  const byQuestion = new Map<string, string[]>();
  for (const { questions, sha256, href, id } of evidence) {
    for (const question of questions) {
      byQuestion.set(question, [...(byQuestion.get(question) ?? []), sha256 ?? href ?? id].sort());
    }
  }
  return byQuestion;
}
