/** @module Forms AI01a (organisations) and AI01b (individuals): the preliminary report on a serious incident (Decree 142/2026/NĐ-CP article 19.3). */
import type { IncidentEntry } from '../report-input.ts';
import { concernOf } from './concern.ts';
import { finishForm } from './finish-form.ts';
import type { Ask, Block, Choice, FormInput, FormModel, Notice, Part } from './form-model.ts';
import { FormWriter, labelled } from './form-writer.ts';
import {
  CONSEQUENCES,
  FIELD_UNKNOWN,
  INCIDENT_FORM_FIELDS,
  type IncidentForm,
  OPERATION_STATES,
} from './incident-fields.ts';

export interface IncidentOptions {
  /** AI01b where an individual reports; organisations use AI01a. */
  form?: IncidentForm;
}

export function buildIncidentReport(input: FormInput, { form = 'AI01a' }: IncidentOptions = {}): FormModel {
  const writer = new Incident(input, form);
  const { name } = writer.result.system;
  return finishForm(writer, {
    form: 'incident',
    title: writer.t('nameOf', form),
    about: writer.own(name),
    notices: noticesOf(writer),
    blocks: [
      ...headOf(writer),
      ...general(writer),
      ...system(writer),
      ...incident(writer),
      ...measures(writer),
      ...end(writer),
    ],
  });
}

/** Line of the form → key under which the register of incidents knows it. */
const REGISTER_KEYS: Record<string, string> = {
  affected_estimate: 'peopleAffected',
  damage_assessment: 'harm',
  technical_measures: 'measures',
};

/**
 * Box of line III.5 → answers of the register's own test (article 19.1) that settle it. The other tests cover more than one box names:
 * property or the work of the organisation, rights or lawful interests, services or security. A "yes" there ticks nothing by itself.
 */
const TESTED: Record<string, { test: string; settles: readonly string[] }> = {
  life_health: { test: 'test.lifeOrHealth', settles: ['yes', 'no'] },
  property: { test: 'test.propertyOrOperation', settles: ['no'] },
  rights_privacy: { test: 'test.rights', settles: ['no'] },
};

/** Reads the fields that the register of incidents asks for. */
class Incident extends FormWriter {
  readonly entry: IncidentEntry | undefined;

  constructor(
    input: FormInput,
    readonly form: IncidentForm,
  ) {
    super(input);
    this.entry = input.subject.incident;
  }

  /** A field of the register as what would fill a gap. */
  askField(key: string): Ask {
    const field = INCIDENT_FORM_FIELDS.find((entry) => entry.key === key && entry.form === this.form);
    return this.register('incident', key, field ? this.say(field.label) : this.t('ask', key));
  }

  /** The words of a field; where nobody wrote any, what the register itself knows. */
  fieldValue(key: string): string | undefined {
    const fields = this.entry?.fields ?? {};
    const own = fields[key]?.trim();
    return own || fields[REGISTER_KEYS[key] ?? '']?.trim() || undefined;
  }

  /** What the register says of a field: words, "don't know", nothing where the form says "if any", or a gap. */
  fieldPart(key: string, lead: string | null = null): Part {
    const value = this.fieldValue(key);
    if (value === FIELD_UNKNOWN) return { ...this.dontKnow([], lead), asks: [this.askField(key)] };
    if (value) return this.given(value, lead);
    const field = INCIDENT_FORM_FIELDS.find((entry) => entry.key === key && entry.form === this.form);
    if (this.entry && field?.required === false) return this.said(this.words.notGivenIfAny, lead);
    return this.gap([this.askField(key)], lead);
  }

  /** An instant of the incident, in the time of Viet Nam. */
  instant(value: string | null | undefined, key: string): Part {
    if (!value) return this.gap([this.askField(key)]);
    return this.said(this.moment(value));
  }

  /** RFC 3339 as a reader in Viet Nam writes it (UTC+7, no summer time). */
  moment(instant: string): string {
    const time = inVietNam(instant).slice(11, 16);
    const day = this.date(vietNamDay(instant));
    return this.input.lang === 'vi' ? `${time} ngày ${day} (giờ Việt Nam)` : `${time} on ${day} (Viet Nam time)`;
  }
}

const inVietNam = (instant: string): string => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
const vietNamDay = (instant: string): string => inVietNam(instant).slice(0, 10);

function noticesOf(writer: Incident): Notice[] {
  const basis = writer.cite([
    'decree-142-2026:19.3',
    'decree-142-2026:19.3.c',
    'decree-142-2026:19.4',
    `decree-142-2026:annex.${writer.form}`,
  ]);
  const info = (text: string, of: string | null = null): Notice => ({ kind: 'info', text, basis: of, asks: [] });
  const { entry } = writer;
  if (!entry) {
    const none: Notice = {
      kind: 'open',
      text: writer.t('notice', 'none'),
      basis: null,
      asks: [{ id: 'incident', text: writer.t('ask', 'incident'), way: writer.words.ways.incident }],
    };
    return [none, ...concerns(writer), info(writer.t('notice', 'preliminary'), basis)];
  }
  const clocks = entry.clocks.map((clock) => info(clockText(writer, clock)));
  return [...concerns(writer), ...clocks, info(writer.t('notice', 'preliminary'), basis)];
}

/** A limit that may not be this incident's is never stated as one, and has not passed for certain. */
function clockText(writer: Incident, clock: IncidentEntry['clocks'][number]): string {
  const { title, applies, dueAt, dueOn, possibleDates, filedAt } = clock;
  const days = dueOn ? [dueOn] : possibleDates;
  const due = dueAt ? writer.moment(dueAt) : days.map((day) => writer.date(day)).join(writer.words.or);
  const lastDay = dueAt ? vietNamDay(dueAt) : days.at(-1);
  const isOver = lastDay !== undefined && lastDay < writer.result.asOf;
  const dated = applies === 'unknown' ? 'clockMaybe' : isOver ? 'clockOver' : 'clock';
  const open = applies === 'unknown' ? 'clockMaybeOpen' : 'clockOpen';
  return writer
    .t('notice', filedAt ? 'clockFiled' : due ? dated : open)
    .replace('{title}', () => writer.own(title))
    .replace('{due}', () => due)
    .replace('{filed}', () => (filedAt ? writer.moment(filedAt) : ''));
}

/** Who files is open where both a provider and a deployer exist: the duties say so themselves. */
function concerns(writer: Incident): Notice[] {
  const found = ['VN-AI-062', 'VN-AI-063'].map((id) => concernOf(writer, id));
  const binding = found.filter(({ kind }) => kind === 'concerned');
  if (binding.length > 0) return binding;
  // With an incident in the register, answers that do not know of it decide nothing.
  return writer.entry ? found.filter(({ kind }) => kind === 'open') : found.slice(0, 1);
}

function headOf(writer: Incident): Block[] {
  const name = writer.input.subject.organisation?.name;
  const letterhead: Block = {
    letterhead: {
      left: writer.form === 'AI01a' ? [name ? writer.own(name) : writer.t('organisationHead')] : [],
      right: [writer.t('state'), writer.t('motto')],
      number: writer.form === 'AI01a' ? [writer.byHand(writer.t('number'), writer.t('numberOf'))] : [],
      placeAndDate: writer.form === 'AI01a' ? [writer.byHand(null, writer.t('placeAndDate'))] : [],
    },
  };
  const to: Block = {
    paragraph: { place: writer.t('to'), text: writer.t('to'), parts: [writer.fieldPart('addressee')] },
  };
  return [letterhead, { title: { lines: [writer.t('title')], note: null } }, to];
}

const heading = (writer: FormWriter, part: string): Block => ({
  heading: { isSub: false, text: writer.t('part', part) },
});

function general(writer: Incident): Block[] {
  const { form } = writer;
  const line = (ref: string, number: string, content: Part[]): Block =>
    writer.field(ref, number, writer.t(form, ref), content);
  if (form === 'AI01a') {
    return [
      heading(writer, 'I'),
      line('I.1', '1.', [
        writer.registered(
          [writer.input.subject.organisation?.name],
          [writer.register('organisation', 'name', writer.t(form, 'I.1'))],
        ),
      ]),
      line('I.2', '2.', addressOf(writer)),
    ];
  }
  return [
    heading(writer, 'I'),
    line('I.1', '1.', [writer.fieldPart('reporter_name')]),
    line('I.2', '2.', [writer.fieldPart('reporter_id_number')]),
    line('I.3', '3.', [writer.fieldPart('reporter_address')]),
    line('I.4', '4.', [writer.fieldPart('reporter_phone')]),
    line('I.4b', '', [writer.fieldPart('reporter_email')]),
  ];
}

/** What was written for this incident; else what the register holds of the organisation. */
function addressOf(writer: Incident): Part[] {
  if (writer.fieldValue('address_contact')) return [writer.fieldPart('address_contact')];
  const { organisation } = writer.input.subject;
  const kept = (['address', 'contact'] as const).map((key) =>
    writer.registered([organisation?.[key]], [writer.register('organisation', key, writer.t('ask', key))]),
  );
  return kept.every(({ kind }) => kind === 'gap') ? [writer.fieldPart('address_contact')] : kept;
}

function system(writer: Incident): Block[] {
  const { subject } = writer.input;
  const identifier = subject.system?.aiId;
  const aiId = identifier
    ? writer.given(identifier)
    : writer.gap([writer.register('system', 'aiId', writer.t('ask', 'aiId'))]);
  return [
    heading(writer, 'II'),
    numbered(writer, 'II.1', [writer.given(writer.result.system.name)]),
    numbered(writer, 'II.2', [aiId]),
    numbered(writer, 'II.3', [writer.tier()]),
    numbered(writer, 'II.4', parties(writer)),
  ];
}

/** The register's words, else what the system and the roles say of who is who. */
function parties(writer: Incident): Part[] {
  const { subject } = writer.input;
  if (writer.entry?.fields.provider_deployer?.trim()) return [writer.fieldPart('provider_deployer')];
  const has = (actor: string): boolean =>
    writer.result.classification.roles.some((role) => role.actor === actor && role.status === 'yes');
  const own = subject.organisation?.name;
  const provider = subject.system?.provider ?? subject.answerSet.system.provider ?? (has('provider') ? own : undefined);
  const deployer = has('deployer') ? own : undefined;
  const part = (name: string | undefined, lead: string): Part =>
    name ? writer.given(name, lead) : writer.gap([writer.askField('provider_deployer')], lead);
  return [part(provider, writer.t('lead', 'provider')), part(deployer, writer.t('lead', 'deployer'))];
}

function numbered(writer: Incident, ref: string, content: Part[]): Block {
  return writer.field(ref, `${ref.split('.')[1]}.`, writer.t('line', ref), content);
}

function incident(writer: Incident): Block[] {
  const { entry } = writer;
  // Without an entry the answers may still know the day of the confirmation.
  const confirmed =
    entry || writer.answerTo('incident.confirmed-on') === undefined
      ? writer.instant(entry?.confirmedAt, 'confirmedAt')
      : writer.answer('incident.confirmed-on');
  const described = entry?.description.trim() ? entry.description : entry?.title;
  return [
    heading(writer, 'III'),
    numbered(writer, 'III.1', [writer.instant(entry?.detectedAt, 'detectedAt')]),
    numbered(writer, 'III.2', [confirmed]),
    numbered(writer, 'III.3', [writer.fieldPart('location')]),
    numbered(writer, 'III.4', [described ? writer.given(described) : writer.gap([writer.askField('description')])]),
    { choice: consequences(writer) },
    { choice: operation(writer) },
    numbered(writer, 'III.7', [writer.fieldPart('cause_assessment')]),
  ];
}

type Options = readonly { id: string; text: { vi: string; en: string } }[];

function boxes(writer: Incident, ref: string, key: string, options: Options): Choice {
  const value = writer.fieldValue(key);
  const known = value !== undefined && value !== FIELD_UNKNOWN;
  const chosen = known ? value.split(',').map((id) => id.trim()) : [];
  const others = chosen.filter((id) => !options.some((option) => option.id === id));
  const made = options.map(({ id, text }) => {
    const state = known ? (chosen.includes(id) ? 'on' : 'off') : testOf(writer, id);
    return { id, text: writer.say(text), state, mark: MARKS[state], content: [] };
  });
  const settled = made.every(({ state }) => state !== 'unknown');
  return {
    ref,
    number: `${ref.split('.')[1]}.`,
    label: labelled(writer.t('line', ref)),
    // Words that are no option of the form are printed, never dropped.
    content: known ? others.map((text) => writer.given(text)) : settled ? [] : [writer.fieldPart(key)],
    options: made,
  };
}

type BoxState = 'on' | 'off' | 'unknown';

function testOf(writer: Incident, id: string): BoxState {
  const { test, settles } = TESTED[id] ?? { test: '', settles: [] };
  const answer = writer.entry?.fields[test];
  if (answer === undefined || !settles.includes(answer)) return 'unknown';
  return answer === 'yes' ? 'on' : 'off';
}

/** An empty box means "no" only once somebody chose; before that it shows a question mark. */
const MARKS = { on: '[x]', off: '[ ]', unknown: '[?]' } as const;

/** The sixth box of the form is the estimate itself. */
function consequences(writer: Incident): Choice {
  const choice = boxes(writer, 'III.5', 'consequences', CONSEQUENCES);
  const estimate = writer.fieldPart('affected_estimate');
  const state = estimate.kind === 'text' ? ('on' as const) : ('unknown' as const);
  const box = { id: 'affected_estimate', text: writer.t('estimate'), state, mark: MARKS[state], content: [estimate] };
  return { ...choice, options: [...choice.options, box] };
}

const operation = (writer: Incident): Choice => boxes(writer, 'III.6', 'operation_status', OPERATION_STATES);

function measures(writer: Incident): Block[] {
  const free = (part: string, key: string): Block => ({
    paragraph: { place: writer.t('part', part), text: '', parts: [writer.fieldPart(key)] },
  });
  return [
    heading(writer, 'IV'),
    numbered(writer, 'IV.1', [writer.fieldPart('technical_measures')]),
    numbered(writer, 'IV.2', [writer.fieldPart('organisational_measures')]),
    heading(writer, 'V'),
    free('V', 'damage_assessment'),
    heading(writer, 'VI'),
    free('VI', 'proposals'),
  ];
}

function end(writer: Incident): Block[] {
  const { form } = writer;
  const left = form === 'AI01a' ? [writer.t('recipients'), writer.t('recipient1'), writer.t('recipient2')] : [];
  const name = form === 'AI01b' && writer.entry?.fields.reporter_name ? 'reporter_name' : 'signatory';
  return [
    {
      signature: {
        left,
        // Both forms have the day here; AI01a has it at the head as well.
        placeAndDate: [writer.byHand(null, writer.t('placeAndDate'))],
        title: [writer.t('signer', form)],
        hint: writer.t('signHint', form),
        name: [writer.fieldPart(name)],
      },
    },
  ];
}
