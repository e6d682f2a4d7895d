/** @module The audit report: from a result, and the submission and review around it, to the model that the template prints. */
import { ethicsModel } from '../ethics-model.ts';
import { isolate, shortened } from '../isolate.ts';
import { fingerprintsModel, verificationModel } from '../record-model.ts';
import type { BuildInput } from '../report-kinds.ts';
import { riskModel } from '../risk-model.ts';
import { numberSections } from '../sections.ts';
import { Writer } from '../writer.ts';
import { answerSections } from './answer-model.ts';
import { classificationModel } from './classification-model.ts';
import { dutyGroups } from './duty-model.ts';
import { findingsModel, reviewFindingsModel } from './finding-model.ts';
import { measuredModel } from './measured-model.ts';
import { openModel } from './open-model.ts';
import { reviewModel } from './review-model.ts';
import { summaryModel } from './summary-model.ts';

/** Sections in the order in which they are printed; each has its title in the text file under its id. */
const SECTIONS = [
  'classification',
  'duties',
  'others',
  'optional',
  'ethics',
  'risks',
  'findings',
  'actions',
  'review',
  'open',
  'answers',
  'method',
  'sources',
  'record',
] as const;

/** How much of a description the first page shows. */
const COVER_LETTERS = 360;

/** @returns plain JSON; every string is ready to print (the template escapes it) */
export function buildAuditModel(input: BuildInput) {
  const writer = new Writer(input);
  const { result, texts } = writer.input;
  const duties = dutyGroups(writer);
  return {
    documentTitle: `${isolate(result.system.name)} – ${texts.title}`,
    ...numberSections(SECTIONS, texts),
    system: systemFacts(writer),
    asOf: writer.date(result.asOf),
    summary: summaryModel(writer, duties.own),
    classification: classificationModel(writer),
    ...duties,
    open: openModel(writer),
    findings: findingsModel(writer),
    reviewFindings: reviewFindingsModel(writer),
    ethics: ethicsModel(writer),
    risks: riskModel(writer),
    measured: measuredModel(writer.input),
    ...actionsModel(writer),
    review: reviewModel(writer),
    answerSections: answerSections(writer),
    sources: sourcesModel(writer),
    fingerprints: fingerprintsModel(writer),
    verification: verificationModel(writer),
  };
}

export type AuditModel = ReturnType<typeof buildAuditModel>;

/** The system as it was registered, else as the answer file names it. */
function systemFacts({ input: { subject, result } }: Writer) {
  const text = (key: string): string | null => {
    const value = result.system[key];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const { system, organisation } = subject;
  const description = text('description') ?? (system?.purpose || null);
  const opening = description && shortened(description, COVER_LETTERS);
  return {
    name: result.system.name,
    organisation: organisation?.name ?? null,
    // The first page stays one page: a long description stands whole before the answers.
    description: opening,
    whole: opening === description ? null : description,
    provider: system?.provider ?? text('provider'),
    version: system?.version ?? text('version'),
  };
}

/** Why no change is named: answers come first, only the law can tell, or the organisation cannot lower the tier alone. */
function actionsNote(writer: Writer): string {
  const { result, texts } = writer.input;
  if (result.classification.tier !== 'undetermined') return texts.actionsNone;
  return result.classification.deciders.length > 0 ? texts.actionsOpen : texts.actionsUnsettled;
}

function actionsModel(writer: Writer) {
  const { result } = writer.input;
  return {
    actionsNote: actionsNote(writer),
    actions: result.actions.map(({ change, effect }) => ({
      change: writer.say(change.text),
      to: writer.value(change.questionId, change.to),
      effect: writer.say(effect.text),
    })),
    tierSets: (result.tierChanges?.sets ?? []).map(({ changes, effect }) => ({
      changes: changes.map(({ questionId, to, text }) => `${writer.say(text)} (${writer.value(questionId, to)})`),
      effect: writer.say(effect.text),
    })),
  };
}

function sourcesModel(writer: Writer) {
  const { result, texts, content } = writer.input;
  const shorts = new Map(content.instruments.map(({ id, short }) => [id, writer.say(short)]));
  return result.sources.map((source) => ({
    number: source.number,
    short: shorts.get(source.id) ?? null,
    title: writer.say(source.title),
    // A short name that is the whole name explains nothing.
    abbreviated: shorts.has(source.id) && shorts.get(source.id) !== writer.say(source.title),
    href: source.href,
    inForceFrom: writer.date(source.inForceFrom),
    checkedOn: writer.date(source.checkedOn),
    confidence: texts.confidence[source.confidence],
  }));
}
