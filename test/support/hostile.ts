/** @module What people may type: markup, directions, pictures, walls of letters, and very many rows. */
import type { ReportSubject } from '../../src/features/reports/index.ts';
import { subjectOf } from './subject.ts';

export const MARKUP = `<script>alert(1)</script><img src=x onerror=alert(2)> "'& {{t.title}} {{{css}}} <!-- </style></main>`;
/** A direction that is set and never ended. */
export const TURNED = '\u202Eđảo ngược \u2067chữ';
export const PICTURES = '🦑 👩🏽‍🏭 🇻🇳';
/** One word wider than any page. */
export const WALL = 'ệ'.repeat(20_000);
export const LONG = 'Câu dài có dấu. '.repeat(1_250);
export const ROWS = 400;

/** A reviewed subject in which every text of people is hostile, and one table has 400 rows. */
export function hostileSubject(exampleId = 'demand-forecasting'): ReportSubject {
  const subject = subjectOf(exampleId, { reviewed: true });
  const { answerSet, result, submission, review } = subject;
  const nasty = `${MARKUP} ${TURNED} ${PICTURES}`;
  const ids = [...answerSet.answers.keys()];
  const answers = new Map(answerSet.answers);
  ids.slice(0, 3).forEach((id, index) => {
    const note = [nasty, WALL, LONG][index]!;
    answers.set(id, { ...answers.get(id)!, note, evidence: [nasty, WALL], remedy: LONG, owner: nasty });
  });
  const [file] = submission!.evidence;
  const [finding] = review!.findings;
  return {
    ...subject,
    organisation: { ...subject.organisation!, name: nasty },
    system: { ...subject.system!, name: nasty, provider: WALL },
    answerSet: { ...answerSet, answers },
    result: { ...result, system: { name: nasty, description: LONG } },
    submission: {
      ...submission!,
      evidence: Array.from({ length: 40 }, (_, index) => ({
        ...file!,
        id: `evd_${index}`,
        title: `${index} ${nasty}`,
        href: 'javascript:alert(1)',
        questions: [ids[index % ids.length]!],
      })),
    },
    review: {
      ...review!,
      statement: nasty,
      scope: WALL,
      method: LONG,
      auditBody: { ...review!.auditBody, name: nasty },
      verdicts: Array.from({ length: ROWS }, (_, index) => ({
        ...review!.verdicts[0]!,
        questionId: ids[index % ids.length]!,
        verdict: 'rejected' as const,
        reason: `${index} ${nasty}`,
      })),
      findings: Array.from({ length: 20 }, (_, index) => ({
        ...finding!,
        id: `fnd_${index}`,
        title: `${index} ${nasty}`,
        description: index === 0 ? WALL : nasty,
        owner: nasty,
      })),
    },
    people: { usr_1: nasty, usr_2: TURNED },
  };
}
