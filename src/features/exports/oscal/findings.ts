/** @module Findings: each duty and each point of a framework, satisfied or not. What is unknown is never satisfied. */
import type { FrameworkEntryResult, ObligationResult, ObligationStatus, Result } from '../../../engine/index.ts';
import type { Finding, Objective, ReviewedControls } from './document.ts';
import type { Scope } from './observations.ts';
import { relatedObservations, riskUuid } from './risks.ts';
import { OSCAL_WORDS } from './words.ts';
import { line, listed, property, token, type Writer } from './write.ts';

/** A requirement in the sense of the standard: a duty, or a line or point of an ethics framework. */
interface Requirement {
  /** Id of the objective. */
  id: string;
  /** What the finding about it is called in the result. */
  riskId: string;
  ref: string;
  title: string;
  prose: string;
  basis: string[];
  status: 'maybe' | ObligationStatus;
  force: string;
  named: { questionId: string }[];
}

/** @returns duties of the organisation that apply or may apply, then lines and points of the frameworks; looked at or not */
function listRequirements(writer: Writer, { obligations, ethicsFramework }: Result): Requirement[] {
  return [
    ...obligations
      .filter(({ kind, party }) => kind === 'duty' && party !== 'other')
      .map((entry) => dutyRequirement(writer, entry)),
    ...ethicsFramework.lines.map((entry) => frameworkRequirement(writer, 'line', entry)),
    ...ethicsFramework.points.map((entry) => frameworkRequirement(writer, 'point', entry)),
  ];
}

function dutyRequirement(writer: Writer, entry: ObligationResult): Requirement {
  return {
    id: token(entry.id),
    riskId: `gap.${entry.id}`,
    ref: entry.id,
    title: writer.say(entry.title),
    prose: writer.say(entry.duty ?? entry.title),
    basis: entry.basis,
    status: entry.applies === 'yes' ? entry.status : entry.applies === 'no' ? 'not_applicable' : 'maybe',
    force: entry.kind,
    named: [...entry.proof, ...entry.reasons],
  };
}

function frameworkRequirement(writer: Writer, kind: 'line' | 'point', entry: FrameworkEntryResult): Requirement {
  return {
    id: token(`${entry.framework}.${kind}.${entry.ref}`),
    riskId: `gap.${entry.ref}`,
    ref: `${entry.framework} ${entry.ref}`,
    title: writer.say(entry.title),
    prose: writer.say(entry.title),
    basis: entry.basis,
    status: entry.level,
    force: entry.force,
    named: entry.proof,
  };
}

/** No questionnaire asked anything that bears on it, so that nothing can be said, not even that it is open. */
const isUnasked = (result: Result, { status, ref, named }: Requirement): boolean =>
  status === 'maybe' &&
  named.length === 0 &&
  result.obligations.some(
    ({ id, unsettled, coverage }) => id === ref && unsettled.length === 0 && coverage !== 'dormant',
  );

/** What findings are written about: neither what does not apply nor what nobody looked at. */
const judged = (writer: Writer, result: Result): Requirement[] =>
  listRequirements(writer, result).filter((entry) => entry.status !== 'not_applicable' && !isUnasked(result, entry));

export function listFindings(writer: Writer, scope: Scope, result: Result): Finding[] {
  const risks = new Set(result.findings.map(({ id }) => id));
  return judged(writer, result).map((entry) => ({
    uuid: writer.uuid(scope, 'finding', entry.id),
    title: line(entry.title),
    description: entry.prose,
    props: [property('requirement', entry.ref), property('level', entry.status), property('force', entry.force)],
    ...listed('links', writer.articles(entry.basis)),
    origins: [writer.platform],
    target: {
      type: 'objective-id',
      'target-id': entry.id,
      title: line(entry.title),
      status: targetStatus(writer, entry.status),
    },
    ...listed('related-observations', relatedObservations(writer, scope, entry.named)),
    ...listed('related-risks', risks.has(entry.riskId) ? [{ 'risk-uuid': riskUuid(writer, scope, entry.riskId) }] : []),
  }));
}

/** The standard knows two states; only what the answers show to be met is `satisfied`. */
function targetStatus(writer: Writer, status: Requirement['status']): Finding['target']['status'] {
  const { states } = OSCAL_WORDS[writer.input.lang];
  if (status === 'met') return { state: 'satisfied', reason: 'pass', remarks: states.met };
  if (status === 'not_met' || status === 'partly_met') {
    return { state: 'not-satisfied', reason: 'fail', remarks: states[status] };
  }
  return {
    state: 'not-satisfied',
    reason: 'other',
    remarks: status === 'maybe' ? states.maybe : states.unknown,
  };
}

/** The articles behind the requirements as controls, the requirements as their objectives; what was left out is named. */
export function reviewedControls(writer: Writer, result: Result): ReviewedControls {
  const words = OSCAL_WORDS[writer.input.lang];
  const all = listRequirements(writer, result);
  const looked = judged(writer, result);
  const controls = [...new Set(looked.flatMap(({ basis }) => basis).map(token))].sort();
  const refs = (chosen: Requirement[]): string => chosen.map(({ ref }) => ref).join(', ');
  const none = all.filter(({ status }) => status === 'not_applicable');
  const unasked = all.filter((entry) => isUnasked(result, entry));
  const remarks = [
    ...(none.length > 0 ? [`${words.notApplicable}: ${refs(none)}`] : []),
    ...(unasked.length > 0 ? [`${words.unasked}: ${refs(unasked)}`] : []),
  ];
  return {
    description: words.controls,
    'control-selections': [{ 'include-controls': controls.map((id) => ({ 'control-id': id })) }],
    'control-objective-selections': [{ 'include-objectives': looked.map(({ id }) => ({ 'objective-id': id })) }],
    ...(remarks.length > 0 ? { remarks: remarks.join('\n\n') } : {}),
  };
}

/** Each requirement of any of the results once, under the first article it rests on. */
export function listObjectives(writer: Writer, results: readonly Result[]): Objective[] {
  const entries = new Map(results.flatMap((result) => judged(writer, result)).map((entry) => [entry.id, entry]));
  return [...entries.values()].map(({ id, title, prose, basis }) => ({
    'control-id': token(basis[0] ?? id),
    links: writer.articles(basis),
    parts: [{ id, name: 'assessment-objective', title: line(title), prose }],
  }));
}
