/**
 * @module OSCAL 1.2.1 assessment results. Articles are controls, duties and points of the ethics frameworks their
 * objectives; an answer is an observation, what needs attention a risk. After a review there are two results: what the
 * reviewer left standing, first, and what the organisation had said.
 */
import type { Result } from '../../../engine/index.ts';
import type { ReviewRecord } from '../../submissions/index.ts';
import type { ExportInput } from '../export-input.ts';
import type { AssessmentResult, OscalDocument, Part } from './document.ts';
import { listFindings, listObjectives, reviewedControls } from './findings.ts';
import { backMatter, localDefinitions, metadataOf } from './metadata.ts';
import { listObservations, type Scope } from './observations.ts';
import { listRisks } from './risks.ts';
import { OSCAL_WORDS } from './words.ts';
import { line, listed, plain, property, Writer } from './write.ts';

export const OSCAL_MEDIA_TYPE = 'application/oscal+json';

/** @returns the document; the same record gives the same one, UUIDs included */
export function buildOscal(input: ExportInput): OscalDocument {
  const writer = new Writer(input);
  const words = OSCAL_WORDS[input.lang];
  const { result, review } = input.subject;
  return {
    'assessment-results': {
      uuid: writer.uuid('document'),
      metadata: metadataOf(writer, words.title),
      'import-ap': { href: `#${writer.uuid('plan-resource')}`, remarks: words.planLead },
      'local-definitions': {
        'objectives-and-methods': listObjectives(writer, review ? [review.reviewedResult, result] : [result]),
      },
      results: [
        ...(review ? [reviewedResult(writer, review)] : []),
        { ...resultOf(writer, 'own', result), title: words.own, description: words.ownLead, start: writer.collected },
      ],
      'back-matter': backMatter(writer, buildPlan(writer)),
    },
  };
}

function reviewedResult(writer: Writer, review: ReviewRecord): AssessmentResult {
  const words = OSCAL_WORDS[writer.input.lang];
  const began = [...review.independence, ...review.verdicts].map(({ at }) => at).sort();
  return {
    ...resultOf(writer, 'reviewed', review.reviewedResult, review),
    title: words.reviewed,
    description: words.reviewedLead,
    start: began[0] ?? review.concludedAt,
    end: review.concludedAt,
    attestations: attestations(writer, review),
  };
}

function resultOf(
  writer: Writer,
  scope: Scope,
  result: Result,
  review?: ReviewRecord,
): Omit<AssessmentResult, 'title' | 'description' | 'start'> {
  const { classification, content } = result;
  return {
    uuid: writer.uuid(scope, 'result'),
    props: [
      property('as-of', result.asOf),
      property('tier', classification.tier),
      ...classification.possibleTiers.map((tier) => property('possible-tier', tier)),
      ...content.questionnaires.map(({ id, version, hash }) => property('questionnaire', `${id}@${version} ${hash}`)),
      property('rules-hash', content.rules.hash),
      property('answers-hash', result.answersHash),
      property('engine-version', result.engine.version),
    ],
    'local-definitions': localDefinitions(writer),
    'reviewed-controls': reviewedControls(writer, result),
    ...listed('observations', listObservations(writer, scope, result)),
    ...listed('risks', listRisks(writer, scope, result, review)),
    ...listed('findings', listFindings(writer, scope, result)),
  };
}

/** What the reviewers declared, and what they concluded over their names. */
function attestations(writer: Writer, review: ReviewRecord): NonNullable<AssessmentResult['attestations']> {
  const words = OSCAL_WORDS[writer.input.lang];
  const state = (value: boolean): string => (value ? words.confirmed : words.unconfirmed);
  const by = (ids: string[]) => [
    { 'role-id': 'reviewer', 'party-uuids': [...new Set(ids)].map((id) => writer.uuid('party', id)) },
  ];
  const { population, examined } = review.sampling;
  const conclusion: Part = {
    name: 'conclusion',
    title: line(`${words.conclusion}: ${words.conclusions[review.conclusion]}`),
    prose: [
      plain(review.statement),
      `${words.scope}: ${plain(review.scope)}`,
      `${words.method}: ${plain(review.method)}`,
      `${words.sampling}: ${examined}/${population}`,
    ].join('\n\n'),
  };
  return [
    ...review.independence.map(({ by: id, noStake, noAdvice, statement }) => ({
      'responsible-parties': by([id]),
      parts: [
        {
          name: 'independence',
          title: words.independence,
          prose: `${plain(statement)}\n\n${words.noStake}: ${state(noStake)}; ${words.noAdvice}: ${state(noAdvice)}`,
        },
      ],
    })),
    ...(review.signOffs.length > 0
      ? [{ 'responsible-parties': by(review.signOffs.map(({ by: id }) => id)), parts: [conclusion] }]
      : [{ 'responsible-parties': [assessor(writer, review)], parts: [conclusion] }]),
  ];
}

const assessor = (writer: Writer, review: ReviewRecord) => ({
  'role-id': 'assessor',
  'party-uuids': [writer.uuid('party', review.auditBody.id)],
});

/** The smallest assessment plan the standard takes: which system, by which articles. The results import it. */
export function buildPlan(writer: Writer) {
  const words = OSCAL_WORDS[writer.input.lang];
  const { result } = writer.input.subject;
  const system = writer.uuid('system-resource');
  return {
    'assessment-plan': {
      uuid: writer.uuid('plan'),
      metadata: metadataOf(writer, words.plan),
      'import-ssp': { href: `#${system}`, remarks: words.planSystem },
      'reviewed-controls': reviewedControls(writer, result),
      'assessment-subjects': [{ type: 'component', description: words.component, 'include-all': {} }],
      'back-matter': {
        resources: [
          {
            uuid: system,
            title: writer.system,
            description: words.planSystem,
          },
          // Where the articles are linked from objectives, the results document names them; here the questionnaires suffice.
          ...result.content.questionnaires.map(({ id, version, hash }) => ({
            uuid: writer.uuid('questionnaire', id, version),
            title: `${id}@${version}`,
            props: [property('hash', hash)],
          })),
        ],
      },
    },
  };
}
