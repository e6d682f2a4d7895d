/** @module The data a template may read, from what a report is made of. `MODEL_SHAPE` documents it. */

import { formatDate } from '../../app/dates.ts';
import type { Content, Text } from '../../engine/index.ts';
import { LawIndex } from '../../engine/index.ts';
import { lastDayOfFinding, type ReportSubject } from '../reports/index.ts';
import { copyModel, type ModelGroup } from './model-shape.ts';

const WORDS = {
  vi: {
    undetermined: 'Chưa xác định được',
    severities: { critical: 'Nghiêm trọng nhất', high: 'Cao', moderate: 'Vừa', low: 'Thấp', information: 'Để biết' },
    conclusions: {
      no_open_findings:
        'Không còn phát hiện nào để mở (đã khắc phục và kiểm tra lại, hoặc đơn vị chấp nhận rủi ro có thời hạn)',
      open_findings: 'Còn phát hiện đang mở',
      unable_to_conclude: 'Chưa đủ cơ sở để kết luận',
    },
  },
  en: {
    undetermined: 'Undetermined',
    severities: {
      critical: 'Critical',
      high: 'High',
      moderate: 'Moderate',
      low: 'Low',
      information: 'For information',
    },
    conclusions: {
      no_open_findings:
        'No finding is left open (put right and checked again, or risk accepted by the organisation for a limited time)',
      open_findings: 'Open findings',
      unable_to_conclude: 'Unable to conclude',
    },
  },
} as const;

const laws = new WeakMap<Content, LawIndex>();

/** @returns the copied, frozen model; after a review it shows what the reviewer left standing, and the reviewer's findings */
export function buildTemplateModel(subject: ReportSubject, content: Content, lang: keyof Text): ModelGroup {
  const { submission, review } = subject;
  const result = review?.reviewedResult ?? subject.result;
  const words = WORDS[lang];
  const law = laws.get(content) ?? new LawIndex(content);
  laws.set(content, law);
  const cite = (basis: readonly string[]): string => law.citeAll(basis)[lang];
  const date = (value: string | null | undefined): string => (value ? formatDate(value.slice(0, 10), lang) : '');
  const duties = result.obligations.filter(
    ({ kind, party, applies }) => kind === 'duty' && party === 'own' && applies === 'yes',
  );
  const open = result.open.filter(({ conditional }) => !conditional);
  const findings = [
    ...result.findings.map((finding) => ({
      title: finding.title[lang],
      severity: words.severities[finding.severity],
      remedy: finding.remedy[lang],
      owner: finding.owner?.[lang],
      due: date(lastDayOfFinding(result, finding)),
      basis: cite(finding.basis),
      reviewer: false,
    })),
    ...(review?.findings ?? []).map((finding) => ({
      title: finding.title,
      severity: words.severities[finding.severity],
      remedy: finding.description,
      owner: finding.owner,
      due: date(finding.due),
      basis: cite(finding.basis),
      reviewer: true,
    })),
  ];
  return copyModel({
    asOf: date(result.asOf),
    organisation: subject.organisation ?? submission?.organisation,
    system: { ...systemOf(subject), goLiveOn: date(subject.system?.goLiveOn) },
    tier: tierOf(result, content, lang),
    submission: submission && { ...submission, submittedOn: date(dayInVietNam(submission.submittedAt)) },
    review: review && {
      auditBody: review.auditBody.name,
      conclusion: words.conclusions[review.conclusion],
      statement: review.statement,
      concludedOn: date(dayInVietNam(review.concludedAt)),
    },
    counts: { duties: duties.length, findings: findings.length, open: open.length },
    duties: duties.map(({ title, basis, status, deadline }) => ({
      title: title[lang],
      basis: cite(basis),
      met: status === 'met',
      due: date(deadline.date),
    })),
    findings,
    open: open.map(({ questionId }) => ({ question: questionText(subject, questionId, lang) })),
  });
}

function systemOf({ system, result }: ReportSubject): Record<string, unknown> {
  // A system that nobody registered is known by what stands in its answer file.
  return { ...result.system, purpose: result.system.description, ...(system ?? {}) };
}

function tierOf({ classification }: ReportSubject['result'], content: Content, lang: keyof Text) {
  const { values } = content.decisions.find(({ id }) => id === 'decision.tier')!;
  const title = (tier: string): string => values.find(({ id }) => id === tier)?.title[lang] ?? tier;
  const { tier, possibleTiers } = classification;
  const settled = tier !== 'undetermined';
  return {
    word: settled ? title(tier) : WORDS[lang].undetermined,
    settled,
    possible: possibleTiers.map((possible) => ({ word: title(possible) })),
  };
}

function questionText({ answerSet }: ReportSubject, questionId: string, lang: keyof Text): string {
  const sections = answerSet.questionnaires.flatMap((questionnaire) => questionnaire.sections);
  const found = sections.flatMap(({ questions }) => questions).find(({ id }) => id === questionId);
  return found?.text[lang] ?? questionId;
}

const VIET_NAM_OFFSET_MS = 7 * 3_600_000;

/** The day, in Viet Nam, on which an instant lies. */
const dayInVietNam = (instant: string): string =>
  new Date(Date.parse(instant) + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10);
