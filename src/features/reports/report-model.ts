/** @module From a result to the plain, one-language model that the assessment template prints. No logic is left to the template. */
import type {
  Answer,
  Because,
  Content,
  DeadlineResult,
  Measurement,
  ObligationResult,
  Question,
  Result,
  Text,
  Value,
} from '../../engine/index.ts';
import { type LawIndex, variablesOf } from '../../engine/index.ts';
import type { FairnessReport } from '../../measure/fairness/index.ts';
import type { WorkforceReport } from '../../measure/workforce/index.ts';
import { ethicsModel, proofModel } from './ethics-model.ts';
import { fairnessModel } from './fairness-model.ts';
import { lawOf } from './law-of.ts';
import { byUrgency, formatDate, formatDeadline, formatValue, isUnasked, isWaiting } from './render-text.ts';
import type { BuildInput } from './report-kinds.ts';
import { riskModel } from './risk-model.ts';
import type { Lang, ReportTexts } from './texts.ts';
import { workforceModel } from './workforce-model.ts';

export interface ReportInput {
  result: Result;
  content: Content;
  answers: ReadonlyMap<string, Answer>;
  measurements: readonly Measurement[];
  lang: Lang;
  texts: ReportTexts;
}

/** How many duties and questions the first page names: it must stay one page. */
const SUMMARY_ITEMS = 5;
const SUMMARY_QUESTIONS = 3;
/** Up to how many open rows of the list are printed with their details. */
const OPEN_ROWS = 8;

/** A level is word, shape and colour at once, so that it survives a grey printer. */
const SHAPES: Record<string, string> = {
  low: 'circle',
  medium: 'diamond',
  high: 'triangle',
  prohibited: 'square',
  out_of_scope: 'line',
  undetermined: 'unknown',
};

/** Writes parts of the model; holds what all of them need. */
class Writer {
  private readonly law: LawIndex;
  readonly questions: Map<string, Question>;

  constructor(readonly input: ReportInput) {
    this.law = lawOf(input.content);
    this.questions = new Map(
      input.content.questionnaires.flatMap(({ sections }) =>
        sections.flatMap((section) => section.questions.map((question) => [question.id, question] as const)),
      ),
    );
  }

  // Bound to the writer: parts of the model are written by modules of their own.
  readonly say = (text: Text): string => text[this.input.lang];
  readonly cite = (basis: string[]): string => this.law.citeAll(basis)[this.input.lang];
  readonly date = (value: string): string => formatDate(value, this.input.lang);

  value(id: string, value: Value | null): string {
    const { texts, lang } = this.input;
    if (value === null) return texts.unknownAnswer;
    if (typeof value === 'boolean') return value ? texts.yes : texts.no;
    if (Array.isArray(value) && value.length === 0) return texts.noneOfThese;
    return formatValue(value, this.questions.get(id), lang);
  }

  deadline(deadline: DeadlineResult): string {
    const text = formatDeadline(deadline, this.input.lang);
    return text.charAt(0).toLocaleUpperCase(this.input.lang) + text.slice(1);
  }

  because(list: Because[]): { question: string; answer: string; unknown: boolean }[] {
    return list.map(({ questionId, value }) => ({
      question: this.say(this.questions.get(questionId)!.text),
      answer: this.value(questionId, value),
      unknown: value === null,
    }));
  }

  tier(id: string): { id: string; word: string; shape: string } {
    const values = this.input.content.decisions.find((decision) => decision.id === 'decision.tier')!.values;
    const found = values.find((value) => value.id === id);
    return { id, word: found ? this.say(found.title) : '', shape: SHAPES[id]! };
  }
}

/** @returns plain JSON; every string is ready to print (the template escapes it). */
export function buildAuditModel({ subject, content, lang, texts }: BuildInput) {
  const { result, answerSet } = subject;
  const { answers, measurements } = answerSet;
  const input: ReportInput = { result, content, answers, measurements, lang, texts };
  const writer = new Writer(input);
  const duties = dutyGroups(writer);
  return {
    documentTitle: `${result.system.name} – ${texts.title}`,
    system: result.system,
    asOf: writer.date(result.asOf),
    summary: summary(writer, duties.own),
    classification: classification(writer),
    ...duties,
    open: openQuestions(writer),
    findings: findings(writer),
    ethics: ethicsModel(writer),
    risks: riskModel(writer),
    measured: measuredModel(input),
    actions: result.actions.map(({ change, effect }) => ({
      change: writer.say(change.text),
      to: writer.value(change.questionId, change.to),
      effect: writer.say(effect.text),
    })),
    tierSets: (result.tierChanges?.sets ?? []).map(({ changes, effect }) => ({
      changes: changes.map(({ questionId, to, text }) => `${writer.say(text)} (${writer.value(questionId, to)})`),
      effect: writer.say(effect.text),
    })),
    answerSections: answerSections(writer),
    sources: result.sources.map((source) => ({
      number: source.number,
      title: writer.say(source.title),
      href: source.href,
      inForceFrom: writer.date(source.inForceFrom),
      checkedOn: writer.date(source.checkedOn),
      confidence: texts.confidence[source.confidence],
    })),
    fingerprints: [
      { name: texts.engine, value: result.engine.version },
      ...result.content.questionnaires.map(({ id, version, hash }) => ({
        name: `${texts.questionnaire} ${id}@${version}`,
        value: hash,
      })),
      { name: texts.rules, value: result.content.rules.hash },
      { name: texts.answersHash, value: result.answersHash },
    ],
  };
}

export type AuditModel = ReturnType<typeof buildAuditModel>;

function summary(writer: Writer, own: ReturnType<typeof dutyModel>[]) {
  const { result, texts } = writer.input;
  const { tier, possibleTiers, reasons, unsettled, deciders } = result.classification;
  const tierReasons = reasons.filter(({ rule }) => rule.startsWith('decision.tier:'));
  const level = tier === 'undetermined' ? { ...writer.tier(tier), word: texts.undetermined } : writer.tier(tier);
  const open = result.open.filter(({ conditional }) => !conditional);
  return {
    level,
    undetermined: tier === 'undetermined',
    possible: possibleTiers.map((id) => writer.tier(id)),
    why:
      tier === 'undetermined'
        ? [texts.undeterminedWhy]
        : (tierReasons.length > 0 ? tierReasons : reasons).slice(0, 4).map(({ text }) => writer.say(text)),
    meaning: texts.meanings[tier],
    urgent: mostPressing(writer, own).slice(0, SUMMARY_ITEMS),
    unknown: (deciders.length > 0
      ? deciders.filter((id) => open.some(({ questionId }) => questionId === id))
      : open.map(({ questionId }) => questionId)
    )
      .slice(0, SUMMARY_QUESTIONS)
      .map((id) => writer.say(writer.questions.get(id)!.text)),
    decisive: deciders.length > 0,
    // While questions are open, most unsettled points are not yet the reader's; section 1 lists them all.
    unsettled: deciders.length > 0 ? [] : unsettled.map(({ title }) => writer.say(title)).slice(0, SUMMARY_ITEMS),
    openCount: open.length,
  };
}

/** For the first page: what the tier or an event asks comes before what is asked of every system. */
function mostPressing(writer: Writer, own: ReturnType<typeof dutyModel>[]) {
  const specific = new Set(
    writer.input.content.obligations
      .filter(({ when }) => variablesOf(when).includes('decision.tier'))
      .map(({ id }) => id),
  );
  const rank = ({ id, status, running }: (typeof own)[number]): number =>
    (running ? 0 : 4) + (status === 'not_met' ? 0 : 2) + (specific.has(id) ? 0 : 1);
  return own
    .filter(({ certain, isDuty, state }) => certain && isDuty && state !== 'by_event' && state !== 'none')
    .sort((a, b) => rank(a) - rank(b));
}

function classification(writer: Writer) {
  const { result, texts } = writer.input;
  const { classification: found } = result;
  const applying = found.highRiskRows.filter(({ status }) => status === 'applies');
  const possible = found.highRiskRows.filter(({ status }) => status === 'possible');
  const shortened = possible.length > OPEN_ROWS;
  return {
    reasons: found.reasons.map(({ text, basis, because }) => ({
      text: writer.say(text),
      basis: writer.cite(basis),
      because: writer.because(because),
    })),
    prohibited: found.prohibited.map(({ code, title, status, basis }) => ({
      code,
      title: writer.say(title),
      status,
      word: texts.prohibitedStatus[status],
      basis: writer.cite(basis),
    })),
    rows: [...applying, ...(shortened ? [] : possible)].map((row) => ({
      row: row.row,
      title: writer.say(row.title),
      status: row.status,
      word: texts.rowStatus[row.status],
      route: texts.routes[row.route],
      routeUnknown: row.route === 'unknown',
      confidence: texts.confidence[row.routeConfidence],
      source: writer.say(row.routeSource),
      pdfPage: row.pdfPage,
      note: row.note && writer.say(row.note),
      basis: writer.cite(row.basis.slice(0, 1)),
      because: writer.because(row.because),
    })),
    // While hardly anything is answered nearly every row is open: then the list names them, without their details.
    openRows: shortened ? possible.map(({ row, title }) => ({ row, title: writer.say(title) })) : [],
    impact: {
      status: found.impactAssessment,
      word: texts.impacts[found.impactAssessment],
      shown: found.impactAssessment !== 'not_required',
    },
    roles: found.roles
      .filter(({ actor }) => ['developer', 'provider', 'deployer', 'user', 'state_agency'].includes(actor))
      .map(({ title, status }) => ({ title: writer.say(title), status, word: texts.roleStatus[status] })),
    transitions: transitions(writer),
    unsettled: found.unsettled.map(({ text, basis }) => ({ text: writer.say(text), basis: writer.cite(basis) })),
  };
}

/** The period that governs the tier's duties; while it is open, every period still possible. */
function transitions(writer: Writer) {
  const { result, content } = writer.input;
  const shown = new Set<string>();
  return result.classification.transitions.flatMap(({ id, possible }) => {
    const values = content.decisions.find((decision) => decision.id === id)!.values;
    return possible
      .filter(({ value }) => !shown.has(value) && shown.add(value))
      .map(({ value, title, comply_before: before, basis }) => {
        const { meanwhile, note } = values.find((entry) => entry.id === value)!;
        return {
          title: writer.say(title),
          before: before && writer.date(before),
          meanwhile: meanwhile && writer.say(meanwhile),
          note: note && writer.say(note),
          basis: writer.cite(basis),
        };
      });
  });
}

function dutyGroups(writer: Writer) {
  const { result } = writer.input;
  const looked = result.obligations.filter((entry) => !isUnasked(entry));
  const binding = looked.filter(({ applies, kind }) => applies !== 'no' && (kind === 'duty' || kind === 'liability'));
  const party = (wanted: ObligationResult['party']) =>
    binding
      .filter((entry) => entry.party === wanted)
      .sort(byUrgency)
      .map((entry) => dutyModel(writer, entry));
  return {
    own: party('own'),
    maybeOwn: party('unknown'),
    others: party('other'),
    optional: looked
      .filter(({ applies, kind }) => applies !== 'no' && kind !== 'duty' && kind !== 'liability')
      .map((entry) => dutyModel(writer, entry)),
    consequences: consequences(writer),
    unasked: result.obligations.filter(isUnasked).map(({ id, title }) => ({ id, title: writer.say(title) })),
    notApplicable: result.obligations
      .filter(({ applies }) => applies === 'no')
      .map(({ id, title }) => ({ id, title: writer.say(title) })),
  };
}

function dutyModel(writer: Writer, entry: ObligationResult) {
  const { texts, content } = writer.input;
  const actors = content.actors.filter(({ id }) => entry.actors.includes(id)).map(({ title }) => writer.say(title));
  const certain = entry.applies === 'yes';
  return {
    id: entry.id,
    title: writer.say(entry.title),
    duty: entry.duty && writer.say(entry.duty),
    kind: texts.kinds[entry.kind],
    isDuty: entry.kind === 'duty',
    actors: actors.join(', '),
    certain,
    status: certain ? entry.status : 'unknown',
    statusWord: !certain ? texts.maybe : isWaiting(entry) ? texts.noEvent : texts.status[entry.status],
    basis: writer.cite(entry.basis),
    deadlineText: writer.say(entry.deadline.text),
    // What is done has no date to keep any more.
    deadline: entry.status === 'met' ? texts.maintained : writer.deadline(entry.deadline),
    state: entry.deadline.state,
    running: entry.deadline.clock !== null && entry.deadline.date !== null,
    grace: entry.deadline.grace && {
      lastSafeDay: writer.date(entry.deadline.grace.lastSafeDay),
      meanwhile: writer.say(entry.deadline.grace.meanwhile),
    },
    deadlineNotes: entry.deadline.clock === null ? [] : entry.deadline.notes.map((note) => writer.say(note)),
    evidence: entry.evidence && writer.say(entry.evidence),
    ...proofModel(writer, entry.proof),
    note: entry.note && writer.say(entry.note),
    confidence: entry.confidence === 'certain' ? null : texts.confidence[entry.confidence],
  };
}

/** The data sets behind the answers; their shapes are those of `src/measure`, which made them. */
function measuredModel(input: ReportInput) {
  const of = (wanted: string) => input.measurements.filter(({ kind }) => kind === wanted);
  return {
    fairness: of('fairness').map(({ datasetId, report }) => fairnessModel(input, datasetId, report as FairnessReport)),
    workforce: of('workforce').map(({ datasetId, report }) =>
      workforceModel(input, datasetId, report as WorkforceReport),
    ),
  };
}

/** What needs attention, each with who should do what by when, and what shows that it is done. */
function findings(writer: Writer) {
  const { result, texts } = writer.input;
  return result.findings.map((finding) => ({
    id: finding.id,
    severity: finding.severity,
    severityWord: texts.severity[finding.severity],
    kindWord: texts.findingKinds[finding.kind],
    title: writer.say(finding.title),
    text: finding.kind === 'gap' ? null : writer.say(finding.text),
    because: writer.because(finding.because),
    remedy: writer.say(finding.remedy),
    planned: finding.planned,
    basis: writer.cite(finding.basis),
    owner: finding.owner && writer.say(finding.owner),
    document: finding.document && writer.say(finding.document),
    effort: finding.effort && texts.efforts[finding.effort],
    due: finding.due && writer.date(finding.due),
  }));
}

/** What the law says may follow where a duty that binds the organisation is not fulfilled. */
function consequences(writer: Writer) {
  const { content, result } = writer.input;
  const own = result.obligations.filter(
    ({ applies, party, kind }) => applies === 'yes' && party === 'own' && kind === 'duty',
  );
  const named = new Set(own.flatMap(({ sanctions }) => sanctions));
  return content.sanctions
    .filter(({ id }) => named.has(id))
    .map(({ text, basis }) => ({ text: writer.say(text), basis: writer.cite(basis) }));
}

function openQuestions(writer: Writer) {
  const { result, texts } = writer.input;
  const now = result.open.filter(({ conditional }) => !conditional);
  return {
    now: now.map(({ questionId, state, wouldChange }) => ({
      question: writer.say(writer.questions.get(questionId)!.text),
      state: texts.states[state],
      tier: wouldChange.includes('tier'),
      others: wouldChange.filter((effect) => effect !== 'tier').length,
      recorded: wouldChange.length === 0,
    })),
    later: result.open.length - now.length,
    onHold: result.onHold.map(({ questionId }) => writer.say(writer.questions.get(questionId)!.text)),
  };
}

function answerSections(writer: Writer) {
  const { content, answers, result, texts } = writer.input;
  const versions = result.content.questionnaires.map(({ id, version }) => `${id}@${version}`);
  return content.questionnaires
    .filter(({ id, version }) => versions.includes(`${id}@${version}`))
    .flatMap(({ sections }) => sections)
    .map((section) => ({
      title: writer.say(section.title),
      answers: section.questions.flatMap((question) => {
        const answer = answers.get(question.id);
        if (!answer) return [];
        const state = answer.state === 'not_applicable' ? texts.notApplicableAnswer : texts.unknownAnswer;
        return [
          {
            question: writer.say(question.text),
            answer: answer.state === 'known' ? writer.value(question.id, answer.value) : state,
            unknown: answer.state !== 'known',
            note: answer.note,
            evidence: answer.evidence,
            remedy: answer.remedy,
            owner: answer.owner,
            due: answer.due && writer.date(answer.due),
          },
        ];
      }),
    }))
    .filter(({ answers: given }) => given.length > 0);
}
