/**
 * @module What differs between two submissions of one system: pure, and the same for the report and the service. Answers
 * are compared only where both versions of a questionnaire ask the same question.
 */
import { hashJson } from '../../../content/hash.ts';
import { type AnswerSet, type Content, type Result, readAnswerSet, type Tier } from '../../../engine/index.ts';
import type { EvidenceEntry, SubmissionRecord } from '../../submissions/index.ts';
import { type AnswerChange, compareAnswers, type NotComparable } from './compare-answers.ts';

export interface Change<Value> {
  from: Value;
  to: Value;
}

type Duty = Result['obligations'][number];
type Finding = Result['findings'][number];
type Line = Result['ethicsFramework']['lines'][number];
type TierState = { tier: Tier | 'undetermined'; possibleTiers: Tier[] };
type RiskState = { level: string | null; residual: number | null };

export interface Comparison {
  earlier: { id: string; number: number; submittedAt: string };
  later: { id: string; number: number; submittedAt: string };
  /** `null` where nothing differs. */
  asOf: Change<string> | null;
  engine: Change<string> | null;
  rules: Change<string> | null;
  /** Questionnaires of another version, newly chosen (`from: null`) or chosen no more (`to: null`). */
  questionnaires: ({ id: string } & Change<string | null>)[];
  answers: AnswerChange[];
  notComparable: NotComparable[];
  datasets: { id: string; kind: 'added' | 'removed' | 'changed' }[];
  tier: Change<TierState> | null;
  /** Duties whose application or status differs; `null` on the side where the law of the day had no such duty. */
  duties: ({ id: string } & Change<Duty | null>)[];
  /** Lines and points of the ethics frameworks whose level differs. */
  ethics: ({ ref: string; framework: string; part: 'line' | 'point' } & Change<Line | null>)[];
  risks: ({ domain: 'fairness' | 'workforce' } & Change<RiskState>)[];
  findings: { opened: Finding[]; closed: Finding[]; kept: number };
  evidence: { added: EvidenceEntry[]; removed: EvidenceEntry[] };
}

/**
 * @param earlier the submission before
 * @param later the one compared with it
 * @throws Error when a record cannot be read with `content`: a published questionnaire is missing
 */
export function compareSubmissions(earlier: SubmissionRecord, later: SubmissionRecord, content: Content): Comparison {
  const { result: before } = earlier;
  const { result: after } = later;
  const [from, to] = [readAnswers(earlier, content), readAnswers(later, content)];
  return {
    earlier: headOf(earlier),
    later: headOf(later),
    asOf: changed(earlier.asOf, later.asOf),
    engine: changed(earlier.engine.version, later.engine.version),
    rules: changed(earlier.content.rules.hash, later.content.rules.hash),
    questionnaires: compareQuestionnaires(before, after),
    ...compareAnswers(from, to, content),
    datasets: compareDatasets(from, to),
    tier: compareTiers(before, after),
    duties: compareDuties(before, after),
    ethics: [...compareEthics(before, after, 'line'), ...compareEthics(before, after, 'point')],
    risks: (['fairness', 'workforce'] as const).flatMap((domain) => compareRisk(before, after, domain)),
    findings: compareFindings(before, after),
    evidence: compareEvidence(earlier.evidence, later.evidence),
  };
}

const headOf = ({ id, number, submittedAt }: SubmissionRecord) => ({ id, number, submittedAt });

const changed = <Value>(from: Value, to: Value): Change<Value> | null => (from === to ? null : { from, to });

function readAnswers(record: SubmissionRecord, content: Content): AnswerSet {
  const read = readAnswerSet(content, record.answerFile, { asOf: record.asOf });
  if ('issues' in read) {
    const [issue] = read.issues;
    throw new Error(`submission ${record.id} cannot be read: ${issue!.pointer} ${issue!.message.en}`);
  }
  return read.answerSet;
}

/** Every key of either side, those of the first side first. */
const keysOf = <Key>(a: Iterable<Key>, b: Iterable<Key>): Key[] => [...new Set([...a, ...b])];

function compareQuestionnaires(before: Result, after: Result): Comparison['questionnaires'] {
  const versions = ({ content }: Result) => new Map(content.questionnaires.map(({ id, version }) => [id, version]));
  const [from, to] = [versions(before), versions(after)];
  return keysOf(from.keys(), to.keys())
    .map((id) => ({ id, from: from.get(id) ?? null, to: to.get(id) ?? null }))
    .filter((entry) => entry.from !== entry.to);
}

function compareDatasets(before: AnswerSet, after: AnswerSet): Comparison['datasets'] {
  const hashes = ({ datasets }: AnswerSet) =>
    new Map(datasets.map(({ id, kind, data }) => [id, hashJson({ kind, data })]));
  const [from, to] = [hashes(before), hashes(after)];
  return keysOf(from.keys(), to.keys()).flatMap((id) => {
    if (from.get(id) === to.get(id)) return [];
    return [{ id, kind: !from.has(id) ? 'added' : !to.has(id) ? 'removed' : 'changed' } as const];
  });
}

function compareTiers(before: Result, after: Result): Comparison['tier'] {
  const state = ({ classification: { tier, possibleTiers } }: Result): TierState => ({ tier, possibleTiers });
  const [from, to] = [state(before), state(after)];
  return from.tier === to.tier && from.possibleTiers.join() === to.possibleTiers.join() ? null : { from, to };
}

function compareDuties(before: Result, after: Result): Comparison['duties'] {
  const byId = ({ obligations }: Result) => new Map(obligations.map((entry) => [entry.id, entry]));
  const [from, to] = [byId(before), byId(after)];
  return keysOf(from.keys(), to.keys())
    .map((id) => ({ id, from: from.get(id) ?? null, to: to.get(id) ?? null }))
    .filter(({ from: a, to: b }) => dutyState(a) !== dutyState(b));
}

/** A duty that does not apply, and one the law of the day does not know, ask for the same: nothing. */
const dutyState = (duty: Duty | null): string =>
  duty === null || duty.applies === 'no' ? 'no' : `${duty.applies} ${duty.party} ${duty.status} ${duty.deadline.date}`;

function compareEthics(before: Result, after: Result, part: 'line' | 'point'): Comparison['ethics'] {
  const entries = ({ ethicsFramework }: Result) =>
    new Map(ethicsFramework[`${part}s`].map((entry) => [`${entry.framework} ${entry.ref}`, entry]));
  const [from, to] = [entries(before), entries(after)];
  return keysOf(from.keys(), to.keys()).flatMap((key) => {
    const [a, b] = [from.get(key) ?? null, to.get(key) ?? null];
    if (a?.level === b?.level) return [];
    const { ref, framework } = (a ?? b)!;
    return [{ ref, framework, part, from: a, to: b }];
  });
}

function compareRisk(before: Result, after: Result, domain: 'fairness' | 'workforce'): Comparison['risks'] {
  const state = ({ risks }: Result): RiskState => ({
    level: risks[domain]?.level?.id ?? null,
    residual: risks[domain]?.residual?.point ?? null,
  });
  const [from, to] = [state(before), state(after)];
  return from.level === to.level && from.residual === to.residual ? [] : [{ domain, from, to }];
}

function compareFindings(before: Result, after: Result): Comparison['findings'] {
  const ids = ({ findings }: Result) => new Set(findings.map(({ id }) => id));
  const [from, to] = [ids(before), ids(after)];
  return {
    opened: after.findings.filter(({ id }) => !from.has(id)),
    closed: before.findings.filter(({ id }) => !to.has(id)),
    kept: after.findings.filter(({ id }) => from.has(id)).length,
  };
}

/** The same file under another id is the same file; a link is known by its address. */
function compareEvidence(before: readonly EvidenceEntry[], after: readonly EvidenceEntry[]): Comparison['evidence'] {
  const key = ({ kind, sha256, href, questions }: EvidenceEntry): string =>
    hashJson({ kind, what: sha256 ?? href, questions });
  const [from, to] = [new Set(before.map(key)), new Set(after.map(key))];
  return {
    added: after.filter((entry) => !from.has(key(entry))),
    removed: before.filter((entry) => !to.has(key(entry))),
  };
}
