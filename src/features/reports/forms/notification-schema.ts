/** @module JSON Schema (2020-12) of `luongtri.notification/1`, for those who read the file without us. */
import { MEASURES } from './dossier-lines.ts';

const text = (description: string) => ({ type: 'string', description });
const textOrNull = (description: string) => ({ type: ['string', 'null'], description });
const list = (items: object, description: string) => ({ type: 'array', items, description });
const object = (description: string, properties: Record<string, object>) => ({
  type: 'object',
  description,
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const TIERS = ['prohibited', 'high', 'medium', 'low', 'out_of_scope'];
const hash = text('SHA-256, lower-case hex');

const measure = object('One measure that was asked about', {
  questionId: text('Question'),
  question: text('Its words, in `lang`'),
  level: { enum: ['met', 'partly_met', 'not_met', 'not_applicable', null], description: 'null: not known' },
  proof: list(text('Note, document or link'), 'What the organisation gave as proof'),
});

const gap = object('Something that is null, or not complete', {
  pointer: text('JSON pointer into this file'),
  state: { enum: ['missing', 'unknown'], description: 'unknown: the answer was "don\'t know"' },
  questions: list(
    object('Question', { id: text('Id'), text: text('Words, in `lang`') }),
    'What fills it; empty: no question asks',
  ),
});

/** Where a service publishes the schema, below its own address; `1` is the version in `luongtri.notification/1`. */
export const NOTIFICATION_SCHEMA_PATH = '/schemas/notification-1.json';

const body = object(
  'What is not known is null and named in `gaps`. The Portal has published no interface: these names are ours.',
  {
    schema: { const: 'luongtri.notification/1' },
    asOf: text('Day whose law was applied, YYYY-MM-DD'),
    lang: { enum: ['vi', 'en'], description: "Language of our words; the organisation's own are as it wrote them" },
    basis: list(text('Article'), 'Where the content is asked for'),
    duty: { enum: ['yes', 'no', 'other_party', 'unknown'], description: 'Whether this organisation has to notify' },
    identity: object('Article 12.2.a', {
      name: text('Name of the system'),
      version: textOrNull('Version'),
      identifier: textOrNull('Internal identifier, or one given by the authority'),
      provider: object('Provider', {
        name: textOrNull('Name'),
        address: textOrNull('Address'),
        contact: textOrNull('Contact'),
      }),
    }),
    description: object('Article 12.2.b', {
      purpose: textOrNull('Purpose of use'),
      functions: textOrNull('Main functions'),
      architecture: textOrNull('Architecture at the level of functions'),
      deployment: textOrNull('Scope of deployment'),
      users: textOrNull('Groups of users'),
      affected: textOrNull('Groups of people affected'),
    }),
    data: object('Article 12.2.c', { inputs: textOrNull('Main kinds of input data') }),
    riskManagement: object('Article 12.2.d', {
      summary: textOrNull('Summary of the measures, from the register of systems'),
      measures: object(
        'Answers behind the summary',
        Object.fromEntries(Object.keys(MEASURES).map((group) => [group, list(measure, group)])),
      ),
    }),
    classification: object('The level that is notified (article 14.1)', {
      tier: { enum: [...TIERS, null], description: 'null: undetermined' },
      possibleTiers: list({ enum: TIERS }, 'Every level still possible'),
      highRiskRow: textOrNull('Row of Decision 33/2026/QĐ-TTg'),
      conformityRoute: {
        enum: ['certification_body', 'self_or_body', 'not_applicable', null],
        description: 'null: not known',
      },
      reasons: list(object('Reason', { text: text('Words, in `lang`'), basis: list(text('Article'), 'Basis') }), 'Why'),
    }),
    madeFrom: object('What anyone needs to compute it again', {
      engine: text('Version of the engine'),
      questionnaires: list(
        object('Questionnaire', { id: text('Id'), version: text('Version'), hash }),
        'Versions used',
      ),
      rules: hash,
      answersHash: hash,
      submission: textOrNull('Id of the frozen submission'),
    }),
    gaps: list(gap, 'Everything that is missing or not known'),
  },
);

export const NOTIFICATION_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: NOTIFICATION_SCHEMA_PATH,
  title: 'Notification of a risk classification (Decree 142/2026/NĐ-CP, articles 12.2 and 14)',
  ...body,
  properties: { $schema: text('Address of this schema at the service that made the file'), ...body.properties },
};
