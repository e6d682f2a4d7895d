/** @module Risks: our findings, and those of the reviewer with what became of them. */
import type { FindingResult, PlainDate, Result } from '../../../engine/index.ts';
import { lastDayOfFinding } from '../../reports/index.ts';
import type { ReviewFinding, ReviewRecord } from '../../submissions/index.ts';
import type { Origin, Risk } from './document.ts';
import { observationUuid, type Scope } from './observations.ts';
import { OSCAL_WORDS } from './words.ts';
import { dayEnd, line, listed, NAMESPACE, plain, property, type Writer } from './write.ts';

export const riskUuid = (writer: Writer, scope: Scope, findingId: string): string =>
  writer.uuid(scope, 'risk', findingId);

/** @returns one for each finding of the rules; with a review also one for each finding of the reviewer */
export function listRisks(writer: Writer, scope: Scope, result: Result, review?: ReviewRecord): Risk[] {
  return [
    ...result.findings.map((finding) => ourRisk(writer, scope, finding, lastDayOfFinding(result, finding))),
    ...(review?.findings ?? []).map((finding) => reviewerRisk(writer, scope, finding, review!)),
  ];
}

const severity = (origin: Origin, value: string): Risk['characterizations'] => [
  { origin, facets: [{ name: 'severity', system: NAMESPACE, value }] },
];

function ourRisk(writer: Writer, scope: Scope, finding: FindingResult, due: PlainDate | null): Risk {
  const words = OSCAL_WORDS[writer.input.lang];
  const response = (kind: 'remedy' | 'planned', text: string, origin: Origin) => ({
    uuid: writer.uuid(scope, kind, finding.id),
    lifecycle: kind === 'remedy' ? ('recommendation' as const) : ('planned' as const),
    title: words[kind],
    description: text,
    ...listed('props', finding.owner ? [property('owner', writer.say(finding.owner))] : []),
    origins: [origin],
  });
  return {
    uuid: riskUuid(writer, scope, finding.id),
    title: line(writer.say(finding.title)),
    description: writer.say(finding.text),
    statement: writer.say(finding.text),
    props: [property('finding-id', finding.id), property('kind', finding.kind)],
    ...listed('links', writer.articles(finding.basis)),
    status: 'open',
    origins: [writer.platform],
    characterizations: severity(writer.platform, finding.severity),
    ...(due === null ? {} : { deadline: dayEnd(due) }),
    remediations: [
      response('remedy', writer.say(finding.remedy), writer.platform),
      ...(finding.planned ? [response('planned', plain(finding.planned), writer.answerer)] : []),
    ],
    ...listed('related-observations', relatedObservations(writer, scope, finding.because)),
  };
}

export const relatedObservations = (writer: Writer, scope: Scope, named: readonly { questionId: string }[]) =>
  [...new Set(named.map(({ questionId }) => questionId))]
    .filter((id) => writer.questions.has(id))
    .map((id) => ({ 'observation-uuid': observationUuid(writer, scope, id) }));

const STATUS = {
  open: 'open',
  // The organisation says so; until the reviewer has looked, the risk stands.
  remediated: 'remediating',
  verified: 'closed',
  // By whoever answers for the risk; the reviewer approved nothing.
  risk_accepted: 'deviation-requested',
} as const;

function reviewerRisk(writer: Writer, scope: Scope, finding: ReviewFinding, review: ReviewRecord): Risk {
  const words = OSCAL_WORDS[writer.input.lang];
  const reviewer = writer.party(review.auditBody.id, 'assessor');
  const { remediation, state, questionId } = finding;
  return {
    uuid: riskUuid(writer, scope, finding.id),
    title: line(plain(finding.title)),
    description: plain(finding.description) || '–',
    statement: plain(finding.description) || '–',
    props: [
      property('finding-id', finding.id),
      property('kind', 'review'),
      property('state', state),
      ...(finding.owner ? [property('owner', finding.owner)] : []),
    ],
    ...listed('links', writer.articles(finding.basis)),
    status: STATUS[state],
    origins: [reviewer],
    characterizations: severity(reviewer, finding.severity),
    ...(finding.due === null ? {} : { deadline: dayEnd(finding.due) }),
    ...listed(
      'remediations',
      remediation
        ? [
            {
              uuid: writer.uuid(scope, 'done', finding.id),
              lifecycle: state === 'verified' ? ('completed' as const) : ('planned' as const),
              title: words.done,
              description: plain(remediation),
              origins: [writer.answerer],
            },
          ]
        : [],
    ),
    ...riskLog(writer, scope, finding, review),
    ...listed('related-observations', relatedObservations(writer, scope, questionId ? [{ questionId }] : [])),
  };
}

function riskLog(
  writer: Writer,
  scope: Scope,
  { id, verification, riskAcceptance }: ReviewFinding,
  review: ReviewRecord,
): Pick<Risk, 'risk-log'> {
  const words = OSCAL_WORDS[writer.input.lang];
  const entry = (kind: string, title: string, description: string) => ({
    uuid: writer.uuid(scope, kind, id),
    title,
    description,
    start: review.concludedAt,
  });
  const entries = [
    ...(verification ? [entry('verification', words.verified, plain(verification))] : []),
    ...(riskAcceptance
      ? [
          entry(
            'acceptance',
            words.accepted,
            `${plain(riskAcceptance.reason)} (${words.acceptedUntil} ${riskAcceptance.expiresOn})`,
          ),
        ]
      : []),
  ];
  return entries.length > 0 ? { 'risk-log': { entries } } : {};
}
