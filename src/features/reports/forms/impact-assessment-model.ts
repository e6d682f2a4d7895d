/** @module Form AI02, the impact assessment of a state agency (Decree 142/2026/NĐ-CP article 20 and its annex), and the copy for the public. */
import { concernOf, prohibitedNotices } from './concern.ts';
import { finishForm } from './finish-form.ts';
import type { Block, Field, FormInput, FormModel, Notice, Part } from './form-model.ts';
import { FormWriter } from './form-writer.ts';
import { fieldsOf, maskOf, type Redaction, redactedPart, redactionIssues, textsOf } from './redaction.ts';

/** Line of the form → what stands there. The order is that of the form. */
type Lines = readonly (readonly [ref: string, content: (writer: FormWriter) => Part[]])[];

const asked =
  (id: string) =>
  (writer: FormWriter): Part[] => [writer.answer(id)];

const GENERAL: Lines = [
  ['I.1', (writer) => [writer.answerOr('public.ai02.agency', [writer.input.subject.organisation?.name])]],
  ['I.2', (writer) => [writer.given(writer.result.system.name)]],
  ['I.3', (writer) => [writer.answerOr('public.ai02.provider', providersOf(writer))]],
  ['I.4', aims],
  ['I.5', ifAny('public.ai02.legal-basis')],
  ['I.6', served],
  ['I.7', (writer) => [writer.tier()]],
  ['I.8', asked('operation.go-live')],
  ['I.9', (writer) => ifAny('public.ai02.code', writer.input.subject.system?.aiId)(writer)],
];

const DESCRIPTION: Lines = [
  ['II.1', asked('public.ai02.role')],
  ['II.2', asked('public.ai02.inputs')],
  ['II.3', asked('public.ai02.outputs')],
  ['II.4', asked('public.ai02.automation')],
  ['II.5', asked('public.ai02.supervision')],
  ['II.6', asked('public.ai02.effect')],
];

const RISKS: Lines = [
  ['III.1', asked('public.ai02.risk-privacy')],
  ['III.2', asked('public.ai02.risk-bias')],
  ['III.3', asked('public.ai02.risk-accuracy')],
  ['III.4', asked('public.ai02.risk-transparency')],
  ['III.5', asked('public.ai02.risk-security')],
  ['III.6', asked('public.ai02.risk-rights')],
  ['III.7', asked('public.ai02.risk-other')],
];

const MEASURES: Lines = [
  ['IV.1', asked('public.ai02.measure-technical')],
  ['IV.2', asked('public.ai02.measure-organisational')],
  ['IV.3', asked('public.ai02.measure-protection')],
];

const SUPERVISION: Lines = [
  ['V.1', frequency],
  ['V.2', asked('public.ai02.incidents')],
  ['V.3', asked('public.ai02.complaints')],
];

const CONSULTATION: Lines = [['VI', ifAny('public.ai02.consultation')]];

const PARTS: readonly (readonly [string, Lines])[] = [
  ['I', GENERAL],
  ['II', DESCRIPTION],
  ['III', RISKS],
  ['IV', MEASURES],
  ['V', SUPERVISION],
  ['VI', CONSULTATION],
];

const COMMITMENTS = ['truth', 'law', 'measures'] as const;
const SIGNATORY = 'VII.signatory';

/** Lines that the copy for the public may withhold. */
export const AI02_FIELDS: readonly string[] = [...PARTS.flatMap(([, lines]) => lines.map(([ref]) => ref)), SIGNATORY];

export interface ImpactAssessmentOptions {
  /** Given, even empty: the copy for the public, without these lines. Check them with `checkRedactions` first. */
  redactions?: readonly Redaction[];
}

/** Everything wrong with a list of redactions; empty when it can be used. */
export const checkRedactions = (redactions: readonly Redaction[]) => redactionIssues(redactions, AI02_FIELDS);

/** @throws when a redaction is not one that `checkRedactions` lets through */
export function buildImpactAssessment(input: FormInput, { redactions }: ImpactAssessmentOptions = {}): FormModel {
  if (!redactions) return build(new FormWriter(input), null);
  const [wrong] = checkRedactions(redactions);
  if (wrong) throw new RangeError(`redactions${wrong.pointer}: ${wrong.message.en}`);
  const open = new FormWriter(input);
  const mask = maskOf(withheldTexts(open, redactions), open.words.masked);
  return build(new FormWriter(input, mask), new Map(redactions.map((redaction) => [redaction.field, redaction])));
}

/** The words of the withheld lines as the full copy prints them; those of options and of the engine are public. */
function withheldTexts(writer: FormWriter, redactions: readonly Redaction[]): string[] {
  const fields = new Map(fieldsOf(formBlocks(writer, null)).map((field) => [field.ref, field]));
  return redactions.flatMap(({ field }) => {
    const parts = field === SIGNATORY ? signatory(writer, null) : (fields.get(field)?.content ?? []);
    return textsOf(parts.filter(({ kind }) => kind === 'text' || kind === 'not_applicable'));
  });
}

type Redactions = ReadonlyMap<string, Redaction> | null;

function build(writer: FormWriter, redactions: Redactions): FormModel {
  const isPublic = redactions !== null;
  const system = redactions?.has('I.2') ? writer.t('nameShort') : writer.own(writer.result.system.name);
  return finishForm(writer, {
    form: 'impact-assessment',
    title: writer.t(isPublic ? 'publicName' : 'name'),
    about: system,
    notices: noticesOf(writer, isPublic),
    blocks: [...headOf(writer, redactions), ...formBlocks(writer, redactions), ...endOf(writer, redactions)],
  });
}

function noticesOf(writer: FormWriter, isPublic: boolean): Notice[] {
  const { impactAssessment, deciders } = writer.result.classification;
  const kind = { required: 'concerned', not_required: 'not_concerned', unknown: 'open' } as const;
  const basis = writer.cite(['decree-142-2026:20.1', 'decree-142-2026:20.3', 'decree-142-2026:20.4']);
  const open = concernOf(writer, 'VN-AI-142');
  const asks = open.asks.length > 0 ? open.asks : deciders.slice(0, 3).map((id) => writer.ask(id));
  return [
    ...prohibitedNotices(writer),
    {
      kind: kind[impactAssessment],
      text: writer.t('notice', impactAssessment),
      basis,
      asks: impactAssessment === 'unknown' ? asks : [],
    },
    // Another party's duty is said by the duty itself.
    ...(impactAssessment === 'required' && open.kind === 'not_concerned' ? [open] : []),
    {
      kind: 'info',
      text: writer.t('notice', isPublic ? 'public' : 'private'),
      basis: writer.cite(['decree-142-2026:20.5']),
      asks: [],
    },
  ];
}

function headOf(writer: FormWriter, redactions: Redactions): Block[] {
  const agency = writer.answerOr('public.ai02.agency', [writer.input.subject.organisation?.name]);
  const isKnown = agency.kind === 'text' && !redactions?.has('I.1');
  return [
    {
      letterhead: {
        left: [isKnown ? agency.text : writer.t('agencyHead')],
        right: [writer.t('state'), writer.t('motto')],
        number: [writer.byHand(writer.t('number'), writer.t('numberOf'))],
        placeAndDate: [writer.byHand(null, writer.t('placeAndDate'))],
      },
    },
    { title: { lines: [writer.t('title'), writer.t('titleOf')], note: null } },
    { paragraph: { place: writer.t('to'), text: writer.t('to'), parts: [writer.byHand()] } },
  ];
}

function formBlocks(writer: FormWriter, redactions: Redactions): Block[] {
  return PARTS.flatMap(([part, lines]): Block[] => [
    { heading: { isSub: false, text: writer.t('part', part) } },
    ...lines.map(([ref, content]) => {
      const redaction = redactions?.get(ref);
      const [, number] = ref.split('.');
      const parts = redaction ? [redactedPart(writer, redaction)] : content(writer);
      return writer.field(ref, number ? `${number}.` : '', writer.t('line', ref), parts);
    }),
  ]);
}

function endOf(writer: FormWriter, redactions: Redactions): Block[] {
  return [
    { heading: { isSub: false, text: writer.t('part', 'VII') } },
    { paragraph: { place: '', text: writer.t('commitmentLead'), parts: [] } },
    ...COMMITMENTS.map((id, index) => ({ field: commitment(writer, id, `${index + 1}.`) })),
    {
      signature: {
        left: [writer.t('recipients'), writer.t('recipient1'), writer.t('recipient2')],
        title: [writer.t('signer')],
        hint: writer.t('signHint'),
        name: signatory(writer, redactions),
      },
    },
  ];
}

function signatory(writer: FormWriter, redactions: Redactions): Part[] {
  const redaction = redactions?.get(SIGNATORY);
  return [redaction ? redactedPart(writer, redaction) : writer.answer('public.ai02.signatory')];
}

/** The form prints its three commitments; only those that the agency confirmed count as made. */
function commitment(writer: FormWriter, id: (typeof COMMITMENTS)[number], number: string): Field {
  const question = 'public.ai02.commitments';
  const answer = writer.answerTo(question);
  const chosen = answer?.state === 'known' && Array.isArray(answer.value) && answer.value.includes(id);
  const open =
    answer?.state === 'known' ? writer.gap([question], null, writer.t('notCommitted')) : writer.answer(question);
  const content = [chosen ? writer.said(writer.t('committed')) : open];
  return { ref: `VII.${number.slice(0, -1)}`, number, label: writer.t('commitment', id), content };
}

const providersOf = ({ input: { subject } }: FormWriter) => [
  subject.system?.provider,
  subject.answerSet.system.provider,
];

function aims(writer: FormWriter): Part[] {
  const lead = (key: string): string => writer.t('lead', key);
  return [
    writer.answerOr('ethics.a.purpose', [writer.input.subject.system?.purpose], lead('purpose')),
    writer.answer('ethics.a.scope', lead('scope')),
    writer.answer('public.ai02.functions', lead('functions')),
  ];
}

function served(writer: FormWriter): Part[] {
  const lead = (key: string): string => writer.t('lead', key);
  return [
    writer.answer('ethics.a.affected-groups', lead('served')),
    writer.answer('ethics.a.affected-count', lead('affected')),
    writer.answer('public.ai02.users', lead('users')),
  ];
}

function frequency(writer: FormWriter): Part[] {
  const part = writer.answer('public.ai02.review-months');
  return part.kind === 'text' ? [{ ...part, text: writer.t('every').replace('{months}', part.text) }] : [part];
}

/** Lines that the form marks "if any": "not applicable" is then an answer like another. */
function ifAny(id: string, record: string | null = null) {
  return (writer: FormWriter): Part[] => [writer.answerOr(id, [record])];
}
