/** @module The risk-classification dossier of a medium- or high-risk system in the four parts of Decree 142/2026/NĐ-CP article 12.2. */
import { abbreviationsIn } from '../abbreviations.ts';
import { concernOf, prohibitedNotices } from './concern.ts';
import {
  askedMeasures,
  DOSSIER_LINES,
  DOSSIER_PARTS,
  MEASURES,
  type MeasureGroup,
  remarksOf,
} from './dossier-lines.ts';
import { finishForm } from './finish-form.ts';
import type { Block, FormInput, FormModel, Notice, Part, Row, Table } from './form-model.ts';
import { FormWriter } from './form-writer.ts';

export function buildClassificationDossier(input: FormInput): FormModel {
  const writer = new FormWriter(input);
  return finishForm(writer, {
    form: 'classification-dossier',
    title: writer.t('name'),
    about: writer.own(writer.result.system.name),
    notices: noticesOf(writer),
    blocks: [
      ...headOf(writer),
      ...DOSSIER_PARTS.flatMap((part) => [heading(writer, part), ...linesOf(writer, part)]),
      heading(writer, 'd'),
      line(writer, 'd.summary', [
        ...DOSSIER_LINES['d.summary']!(writer),
        ...remarksOf(writer, 'duties.dossier.risk-measures'),
      ]),
      { table: measuresTable(writer) },
      heading(writer, 'result'),
      ...resultLines(writer),
      {
        signature: {
          left: [],
          title: [writer.t('signer')],
          hint: writer.t('signHint'),
          name: [writer.byHand()],
        },
      },
    ],
  });
}

function noticesOf(writer: FormWriter): Notice[] {
  const info = (key: string, clauses: string[]): Notice => ({
    kind: 'info',
    text: writer.t('notice', key),
    basis: writer.cite(clauses.map((clause) => `decree-142-2026:${clause}`)),
    asks: [],
  });
  const isTrue = (id: string): boolean => writer.answerTo(id)?.value === true;
  return [
    ...prohibitedNotices(writer),
    concernOf(writer, 'VN-AI-021'),
    concernOf(writer, 'VN-AI-024'),
    info('arrangement', ['12.2', '14.2', '14.3']),
    info('secrets', ['12.4', '12.5']),
    ...(isTrue('roles.third-party-model') ? [info('thirdParty', ['12.3'])] : []),
    ...(isTrue('operation.personal-data') ? [info('dpia', ['12.7'])] : []),
    info('keep', ['12.6']),
  ];
}

function headOf(writer: FormWriter): Block[] {
  const [provider] = DOSSIER_LINES['a.provider']!(writer);
  return [
    {
      letterhead: {
        left: [provider?.kind === 'text' ? provider.text : writer.t('providerHead')],
        right: [writer.t('state'), writer.t('motto')],
        number: [writer.byHand(writer.t('number'))],
        placeAndDate: [writer.byHand(null, writer.t('placeAndDate'))],
      },
    },
    { title: { lines: [writer.t('title')], note: writer.t('basis12') } },
  ];
}

const heading = (writer: FormWriter, part: string): Block => ({
  heading: { isSub: false, text: writer.t('part', part) },
});

const line = (writer: FormWriter, ref: string, content: Part[]): Block =>
  writer.field(ref, '', writer.t('line', ref), content);

/** Questions about the dossier whose remarks and documents belong beside a line. */
const REMARKS: Record<string, string> = {
  'a.identifier': 'duties.dossier.identity',
  'b.architecture': 'duties.dossier.description',
  'c.inputs': 'duties.dossier.input-data',
};

function linesOf(writer: FormWriter, part: string): Block[] {
  return Object.entries(DOSSIER_LINES)
    .filter(([ref]) => ref.startsWith(`${part}.`))
    .map(([ref, content]) => line(writer, ref, [...content(writer), ...remarksOf(writer, REMARKS[ref] ?? '')]));
}

/** What the organisation answered about its measures, so that its summary can be checked against something. */
function measuresTable(writer: FormWriter): Table {
  const columns = ['measure', 'level', 'proof'].map((key) => writer.t('column', key));
  const groups = Object.keys(MEASURES) as MeasureGroup[];
  return {
    ref: 'd.measures',
    caption: writer.t('caption'),
    columns,
    widths: [46, 20, 34],
    rows: groups.flatMap((group): Row[] => {
      const asked = askedMeasures(writer, group);
      const rows = asked.length > 0 ? asked : MEASURES[group].slice(0, 1);
      return [
        { ref: group, kind: 'group', head: writer.t('group', group), headSpan: columns.length, cells: [] },
        ...rows.map((id) => measureRow(writer, id)),
      ];
    }),
  };
}

function measureRow(writer: FormWriter, id: string): Row {
  const answer = writer.answerTo(id);
  const proof = [...(answer?.note && answer.state === 'known' ? [answer.note] : []), ...(answer?.evidence ?? [])];
  return {
    ref: id,
    kind: 'line',
    head: writer.ask(id).text,
    headSpan: 1,
    cells: [
      { parts: [writer.answer(id)], span: 1 },
      { parts: proof.length > 0 ? proof.map((text) => writer.given(text)) : [writer.gap([id])], span: 1 },
    ],
  };
}

/** What is notified; the sheet with the short names is taken out before filing, so this part names them itself. */
function resultLines(writer: FormWriter): Block[] {
  const lines = classified(writer);
  const short = abbreviationsIn(lines, writer.input.content, writer.input.lang).map(
    (entry) => `${entry.short}: ${entry.full}`,
  );
  return short.length === 0 ? lines : [...lines, line(writer, 'result.short', [writer.said(`${short.join('; ')}.`)])];
}

/** An unknown route is marked as such; without a row that matches, no column of the list can tell it. */
function routePart(writer: FormWriter, route: string, isListed: boolean): Part {
  if (route !== 'unknown') return writer.said(writer.t('conformity', route));
  const why = writer.t('conformity', isListed ? 'unread' : 'open');
  return { ...writer.said(writer.words.undetermined, null, why), kind: 'unknown' };
}

function classified(writer: FormWriter): Block[] {
  const { highRiskRows, conformityRoute, reasons, deciders } = writer.result.classification;
  const rows = highRiskRows.filter(({ status }) => status === 'applies');
  const open = highRiskRows.length > rows.length && deciders.length > 0;
  const found = rows.map(({ row, title }) => writer.said(`${row} ${writer.say(title)}`));
  const tierReasons = reasons.filter(({ rule }) => rule.startsWith('decision.tier:'));
  return [
    line(writer, 'result.tier', [writer.tier()]),
    line(
      writer,
      'result.rows',
      found.length > 0 ? found : [open ? writer.gap(deciders.slice(0, 3)) : writer.said(writer.t('none'))],
    ),
    line(writer, 'result.route', [routePart(writer, conformityRoute, rows.length > 0)]),
    line(
      writer,
      'result.reasons',
      (tierReasons.length > 0 ? tierReasons : reasons).map(({ text, basis }) =>
        writer.said(writer.say(text), null, writer.cite(basis)),
      ),
    ),
  ];
}
