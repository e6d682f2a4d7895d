/**
 * @module What a grade of evidence is worth on a day.
 *
 * A grade above "self-declared" has to rest on something. Where files or links serve a question, one of them has to be
 * valid on the day (both days of its period count); where all have expired, are not valid yet or are gone, or their bytes
 * are, so that nobody can look at them, the answer
 * counts as self-declared. An answer that only names documents in words keeps its grade: nobody here knows when they
 * expire, and the command line, which has no files, has to come to the same result. One that names nothing is
 * self-declared. A grade is never raised.
 */
import type { EvidenceGrade, PlainDate } from '../../engine/index.ts';
import type { AnswerFile, EvidenceEntry } from '../submissions/index.ts';

export interface Period {
  validFrom: PlainDate | null;
  validUntil: PlainDate | null;
}

/** Ids of items, as answers name them. */
export const EVIDENCE_ID = /^evd_[0-9a-z]{1,64}$/;

/** Expired counts from the day after `validUntil`. */
export const isValidOn = ({ validFrom, validUntil }: Period, day: PlainDate): boolean =>
  (validFrom === null || validFrom <= day) && (validUntil === null || day <= validUntil);

/** @param evidence what the answer rests on; words without a period are `{validFrom: null, validUntil: null}` */
export function gradeOf(
  grade: EvidenceGrade | undefined,
  evidence: readonly Period[],
  asOf: PlainDate,
): EvidenceGrade | undefined {
  if (grade === undefined || grade === 'none' || grade === 'self_declared') return grade;
  return evidence.some((period) => isValidOn(period, asOf)) ? grade : 'self_declared';
}

export interface LoweredGrade {
  questionId: string;
  from: EvidenceGrade;
  to: EvidenceGrade;
  /** Items that served the question and do not count on the day. */
  notValid: string[];
}

const WORDS: Period = { validFrom: null, validUntil: null };

/**
 * The answer file as it may be assessed on its day: the items that serve each question stand in its `evidence`, and
 * grades are what they are worth.
 * @param entries all items of the assessment (`evidenceOf`)
 */
export function applyValidity(
  file: AnswerFile,
  entries: readonly (EvidenceEntry & { isGone?: boolean })[],
): { file: AnswerFile; lowered: LoweredGrade[] } {
  const lowered: LoweredGrade[] = [];
  const answers = Object.entries(file.answers).map(([questionId, answer]) => {
    const isBare = typeof answer !== 'object' || answer === null || Array.isArray(answer);
    if (isBare && !entries.some(({ questions }) => questions.includes(questionId))) return [questionId, answer];
    const given = (isBare ? { value: answer } : answer) as { evidence?: unknown; evidence_grade?: EvidenceGrade };
    const named = Array.isArray(given.evidence) ? given.evidence.filter((entry) => typeof entry === 'string') : [];
    const items = entries.filter(({ id, questions }) => questions.includes(questionId) || named.includes(id));
    const words = named.filter((entry) => !EVIDENCE_ID.test(entry));
    const hasItems = items.length > 0 || words.length < named.length;
    const there = items.filter(({ isGone }) => !isGone);
    const grade = gradeOf(given.evidence_grade, hasItems ? there : words.map(() => WORDS), file.as_of);
    if (grade !== undefined && grade !== given.evidence_grade) {
      const notValid = items.filter((item) => item.isGone || !isValidOn(item, file.as_of)).map(({ id }) => id);
      lowered.push({ questionId, from: given.evidence_grade!, to: grade, notValid });
    }
    return [questionId, withEvidence(given, named, items, grade)];
  });
  return { file: { ...file, answers: Object.fromEntries(answers) as Record<string, unknown> }, lowered };
}

function withEvidence(
  answer: object,
  named: readonly string[],
  items: readonly EvidenceEntry[],
  grade: EvidenceGrade | undefined,
): object {
  const missing = items.map(({ id }) => id).filter((id) => !named.includes(id));
  return {
    ...answer,
    ...(missing.length > 0 ? { evidence: [...named, ...missing.sort()] } : {}),
    ...(grade === undefined ? {} : { evidence_grade: grade }),
  };
}
