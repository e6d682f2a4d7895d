/**
 * @module The self-assessment form (Annex II of Circular 05/2026/TT-BKHCN): its lines and columns, filled only with what the
 * organisation said. No score, suggestion or wording of ours stands inside the form.
 */
import type { FrameworkEntryResult, Proof } from '../../../engine/index.ts';
import { finishForm } from './finish-form.ts';
import type { Cell, FormInput, FormModel, Notice, Part, Row, Table } from './form-model.ts';
import { FormWriter } from './form-writer.ts';

const FRAMEWORK = 'circular-05-2026';
/** Annex II has no part F. */
const PARTS = ['B', 'C', 'D', 'E'] as const;
const WIDTHS = [29, 16, 22, 17, 16];

export function buildSelfAssessment(input: FormInput): FormModel {
  const writer = new FormWriter(input);
  const { name } = writer.result.system;
  return finishForm(writer, {
    form: 'self-assessment',
    title: writer.t('name'),
    about: writer.own(name),
    notices: noticesOf(writer),
    blocks: [
      { title: { lines: [writer.t('annex'), writer.t('title')], note: writer.t('issued') } },
      { table: tableOf(writer) },
    ],
  });
}

function noticesOf(writer: FormWriter): Notice[] {
  const { frameworks } = writer.result.ethicsFramework;
  const found = frameworks.find(({ id }) => id === FRAMEWORK);
  const notice = (kind: Notice['kind'], key: string, basis: string[] = []): Notice => ({
    kind,
    text: writer.t('notice', key),
    basis: basis.length > 0 ? writer.cite(basis) : null,
    asks: [],
  });
  const filing = notice('info', 'filing', [`${FRAMEWORK}:annex-II`]);
  if (writer.result.classification.inScope === false) return [notice('not_concerned', 'out_of_scope'), filing];
  if (!found) return [{ ...notice('open', 'not_asked'), asks: [writer.ask('ethics.full-view')] }, filing];
  if (found.force === 'unknown') {
    return [{ ...notice('open', 'unknown', found.basis), asks: [writer.ask('operation.public-role')] }, filing];
  }
  return [notice(found.force === 'binding' ? 'concerned' : 'info', found.force, found.basis), filing];
}

function tableOf(writer: FormWriter): Table {
  const lines = writer.result.ethicsFramework.lines.filter(({ framework }) => framework === FRAMEWORK);
  const columns = ['content', 'level', 'evidence', 'remedy', 'owner'].map((key) => writer.t('column', key));
  return {
    ref: 'annex-II',
    caption: writer.t('name'),
    columns,
    widths: WIDTHS,
    rows: [
      wide(writer, 'A', general(writer)),
      ...PARTS.flatMap((part) => [
        { ref: part, kind: 'group' as const, head: writer.t('line', part), headSpan: columns.length, cells: [] },
        ...['1', '2', '3'].map((number) => {
          const ref = part + number;
          return lineOf(
            writer,
            ref,
            lines.find((line) => line.ref === ref),
          );
        }),
      ]),
      wide(writer, 'G', conclusion(writer)),
    ],
  };
}

const wide = (writer: FormWriter, ref: string, parts: Part[]): Row => ({
  ref,
  kind: 'line',
  head: writer.t('line', ref),
  headSpan: 1,
  cells: [{ parts, span: 4 }],
});

function general(writer: FormWriter): Part[] {
  const lead = (key: string): string => writer.t('lead', key);
  const parts = [
    writer.given(writer.result.system.name, lead('name')),
    writer.answer('ethics.a.purpose', lead('purpose')),
    writer.answer('ethics.a.scope', lead('scope')),
    writer.answer('ethics.a.affected-groups', lead('affected')),
    writer.answer('ethics.a.stage', lead('stage')),
  ];
  // The form names the people, not their number: a number that was given is printed, a missing one is no gap.
  if (writer.answerTo('ethics.a.affected-count')?.state !== 'known') return parts;
  return parts.toSpliced(4, 0, writer.answer('ethics.a.affected-count', lead('count')));
}

function conclusion(writer: FormWriter): Part[] {
  const note = writer.answerTo('ethics.g.conclusion')?.note;
  const answer = writer.answer('ethics.g.conclusion');
  return answer.kind === 'text' && note ? [answer, writer.given(note)] : [answer];
}

function lineOf(writer: FormWriter, ref: string, line: FrameworkEntryResult | undefined): Row {
  const asked =
    line && line.proof.length > 0 ? line.proof.map(({ questionId }) => questionId) : questionsOf(writer, ref);
  const proof = line?.proof ?? [];
  const level = line?.level ?? 'unknown';
  const cells = [
    levelCell(writer, level, asked),
    evidenceCell(writer, level, proof, asked),
    remedyCell(writer, level, proof, asked),
    ownerCell(writer, level, proof, asked),
  ];
  return {
    ref,
    kind: 'line',
    head: writer.t('line', ref),
    headSpan: 1,
    cells: cells.map((parts): Cell => ({ parts, span: 1 })),
  };
}

/** Questions that speak for a line of the form, in the version that applies. */
function questionsOf({ input }: FormWriter, ref: string): string[] {
  const { content, subject } = input;
  const chosen = subject.answerSet.questionnaires.filter(({ id }) => id === 'vn-ai-ethics');
  const source = chosen.length > 0 ? chosen : content.questionnaires.filter(({ id }) => id === 'vn-ai-ethics');
  return source
    .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))
    .filter(({ official_form: line }) => line === ref)
    .map(({ id }) => id)
    .slice(0, 1);
}

function levelCell(writer: FormWriter, level: string, asked: string[]): Part[] {
  if (level !== 'unknown') return [writer.said(writer.t('level', level))];
  const state = (id: string) => writer.answerTo(id)?.state;
  const notKnown = asked.filter((id) => state(id) === 'unknown');
  const silent = asked.filter((id) => state(id) === undefined);
  const parts = [
    ...(notKnown.length > 0 ? [writer.dontKnow(notKnown)] : []),
    ...(silent.length > 0 ? [writer.gap(silent)] : []),
  ];
  // Everything is answered, yet it is open whether the questions are asked at all.
  return parts.length > 0 ? parts : [writer.gap(['operation.public-role'])];
}

const unique = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];

/** A remark is no evidence: where something is met, or not known, the evidence is still missing. */
function evidenceCell(writer: FormWriter, level: string, proof: Proof[], asked: string[]): Part[] {
  const evidence = unique(proof.flatMap((entry) => entry.evidence));
  const notes = unique(proof.map(({ note }) => note));
  const own = [...evidence, ...notes].map((text) => writer.given(text));
  const explained = notes.length > 0 && (level === 'not_met' || level === 'not_applicable');
  return evidence.length > 0 || explained ? own : [...own, writer.gap(asked, null, writer.t('missing', 'evidence'))];
}

function remedyCell(writer: FormWriter, level: string, proof: Proof[], asked: string[]): Part[] {
  const own = unique(proof.map(({ remedy }) => remedy));
  if (own.length > 0) return own.map((text) => writer.given(text));
  if (level === 'met' || level === 'not_applicable') return [writer.said(writer.t('none'))];
  return [writer.gap(asked, null, writer.t('missing', 'remedy'))];
}

function ownerCell(writer: FormWriter, level: string, proof: Proof[], asked: string[]): Part[] {
  const named = proof.filter(({ owner, due }) => owner !== null || due !== null);
  if (named.length === 0) {
    if (level === 'not_applicable') return [writer.said(writer.t('none'))];
    return [writer.gap(asked, null, writer.t('missing', 'owner'))];
  }
  const seen = new Set<string>();
  return named.flatMap(({ questionId, owner, due }) => {
    const key = JSON.stringify([owner, due]);
    if (seen.has(key)) return [];
    seen.add(key);
    const missing = (what: string): Part => writer.gap([questionId], null, writer.t('missing', what));
    const day = due === null ? '' : ` – ${writer.date(due)}`;
    if (owner === null) return [missing('owner'), writer.said(writer.date(due!))];
    // What is met has nothing left to finish by a day.
    return due === null && level !== 'met' ? [writer.given(owner), missing('due')] : [writer.given(owner + day)];
  });
}
