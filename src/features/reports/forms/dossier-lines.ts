/** @module What the four parts of a classification dossier hold (Decree 142/2026/NĐ-CP article 12.2), line by line; the dossier and the notification read the same lines. */
import type { Ask, Part } from './form-model.ts';
import type { FormWriter } from './form-writer.ts';

export const DOSSIER_PARTS = ['a', 'b', 'c'] as const;

type Line = (writer: FormWriter) => Part[];

/** By place in the dossier, in the order of article 12.2. */
export const DOSSIER_LINES: Record<string, Line> = {
  'a.name': (writer) => [writer.given(writer.result.system.name)],
  'a.version': (writer) => [
    writer.registered(
      [subjectOf(writer).system?.version, answered(writer).version],
      [registerLine(writer, 'a.version', 'version')],
    ),
  ],
  'a.identifier': identifier,
  'a.provider': (writer) => [
    writer.registered(
      [subjectOf(writer).system?.provider, answered(writer).provider, ownName(writer)],
      [registerLine(writer, 'a.provider', 'provider')],
    ),
  ],
  'a.address': (writer) => [ofProvider(writer, 'address')],
  'a.contact': (writer) => [ofProvider(writer, 'contact')],
  'b.purpose': (writer) => [
    writer.answerOr('ethics.a.purpose', [subjectOf(writer).system?.purpose, answered(writer).description]),
  ],
  'b.functions': (writer) => [told(writer, 'b.functions', 'functions', 'public.ai02.functions')],
  // Neither the architecture nor the users are asked for by any question: the register holds them.
  'b.architecture': (writer) => [told(writer, 'b.architecture', 'architecture')],
  'b.deployment': (writer) => [writer.answer('ethics.a.scope')],
  'b.users': (writer) => [told(writer, 'b.users', 'userGroups')],
  'b.affected': (writer) => [writer.answer('ethics.a.affected-groups')],
  'c.inputs': inputs,
  'd.summary': (writer) => [told(writer, 'd.summary', 'riskSummary')],
};

const subjectOf = (writer: FormWriter) => writer.input.subject;
const answered = (writer: FormWriter) => writer.input.subject.answerSet.system;

/** The organisation is the provider only where the answers say so. */
function ownName(writer: FormWriter): string | undefined {
  const isProvider = writer.result.classification.roles.some(
    ({ actor, status }) => actor === 'provider' && status === 'yes',
  );
  return isProvider ? subjectOf(writer).organisation?.name : undefined;
}

function identifier(writer: FormWriter): Part[] {
  const { system } = subjectOf(writer);
  const own = answered(writer).identifier;
  const given = [
    ...(system?.aiId ? [writer.given(system.aiId, writer.t('lead', 'issued'))] : []),
    ...(own ? [writer.given(own, writer.t('lead', 'internal'))] : []),
    // The id of the entry in the register is an internal identifier too, and is named as what it is.
    ...(system && !own ? [writer.given(system.id, writer.t('lead', 'register'))] : []),
  ];
  return given.length > 0 ? given : [writer.gap([registerLine(writer, 'a.identifier', 'aiId')])];
}

/** A field of the register of systems as what fills a line of the dossier. */
const registerLine = (writer: FormWriter, ref: string, field: string): Ask =>
  writer.register('system', field, writer.t('line', ref));

/** The provider's own address or contact: that of the organisation, where it is the provider, else what is kept with the system. */
function ofProvider(writer: FormWriter, what: 'address' | 'contact'): Part {
  const { system, organisation } = subjectOf(writer);
  const named = (system?.provider ?? answered(writer).provider)?.trim();
  const isOwn = named ? named === organisation?.name : ownName(writer) !== undefined;
  const kept = system?.[what === 'address' ? 'providerAddress' : 'providerContact'];
  return isOwn
    ? writer.registered(
        [organisation?.[what], kept],
        [writer.register('organisation', what, writer.t('line', `a.${what}`))],
      )
    : writer.registered(
        [kept],
        [registerLine(writer, `a.${what}`, what === 'address' ? 'providerAddress' : 'providerContact')],
      );
}

type Told = 'functions' | 'architecture' | 'userGroups' | 'mainInputs' | 'riskSummary';

/** The answer of a question that only state agencies are asked, else what the register of systems holds. */
function told(writer: FormWriter, ref: string, field: Told, question?: string): Part {
  const kept = subjectOf(writer).system?.[field];
  const answer = question === undefined ? undefined : writer.answerTo(question);
  if (question !== undefined && answer && (answer.state === 'known' || !kept?.trim())) return writer.answer(question);
  return writer.registered([kept], [registerLine(writer, ref, field)]);
}

/**
 * What stands beside an answer about the dossier: remarks and documents of the organisation. They say how far the dossier is, not what
 * the system is, so they are named as what they are and fill no line.
 */
export function remarksOf(writer: FormWriter, id: string): Part[] {
  const answer = writer.answerTo(id);
  return [
    ...(answer?.note ? [writer.given(answer.note, writer.t('lead', 'remark'))] : []),
    ...(answer?.evidence ?? []).map((text) => writer.given(text, writer.t('lead', 'documents'))),
  ];
}

function inputs(writer: FormWriter): Part[] {
  const given = [told(writer, 'c.inputs', 'mainInputs', 'public.ai02.inputs')];
  if (writer.answerTo('operation.personal-data')?.value !== true) return given;
  return [...given, writer.answer('privacy.dpia.filed', writer.t('lead', 'dpia'))];
}

/** Questions whose answers show the measures that part d) sums up. */
export const MEASURES = {
  risk: [
    'duties.hr-risk-identify',
    'duties.hr-risk-controls',
    'duties.hr-risk-review',
    'duties.hr-data-quality',
    'duties.hr-oversight-design',
    'ethics.safety.harm-scenarios',
    'ethics.line.b1',
    'ethics.line.b2',
    'duties.change.process',
  ],
  safety: [
    'duties.security.measures',
    'ethics.safety.attack-protection',
    'ethics.point.security',
    'duties.incident-detection',
    'duties.incident-procedure',
    'ethics.safety.fallback',
  ],
  transparency: [
    'duties.notice.every-channel',
    'duties.information.given',
    'duties.information.handed-over',
    'duties.marking.applied',
    'duties.marking.persists',
    'duties.label.realistic',
    'duties.notice.public-content',
    'duties.hr-public-info',
    'ethics.line.c2',
    'ethics.line.c3',
  ],
} as const;

export type MeasureGroup = keyof typeof MEASURES;

/** Those of a group that are asked of this system: a duty or a line of the ethics form rests on them. */
export function askedMeasures(writer: FormWriter, group: MeasureGroup): string[] {
  const { obligations, ethicsFramework } = writer.result;
  const proofs = [
    ...obligations.filter(({ applies }) => applies !== 'no'),
    ...ethicsFramework.lines,
    ...ethicsFramework.points,
  ].flatMap(({ proof }) => proof.map(({ questionId }) => questionId));
  const asked = new Set(proofs);
  return MEASURES[group].filter((id) => asked.has(id));
}
