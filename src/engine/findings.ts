/** @module What the answers show that needs attention, with the remedy. */
import { becauseOf, type Evaluated } from './classify.ts';
import type { Remedy, Text } from './content.ts';
import { versionAt } from './program.ts';
import type { EthicsFramework, FindingResult, FrameworkEntryResult, ObligationResult, Proof } from './result.ts';

const SEVERITIES: FindingResult['severity'][] = ['critical', 'high', 'moderate', 'low', 'information'];

/**
 * Rules of `rules/findings` that are true on the day, and a gap for every duty of the organisation (or possibly so) and every ethics point that is not, or
 * only partly, met. Most severe first; within a severity rules before gaps, each in the order of the content.
 */
export function assessFindings(
  evaluated: Evaluated,
  obligations: ObligationResult[],
  ethics: EthicsFramework,
): FindingResult[] {
  // A line that stands for points is a view of them; only the others are gaps of their own.
  const own = new Set(
    evaluated.content.frameworks
      .flatMap(({ lines }) => lines.filter(({ points }) => points.length === 0))
      .map(({ ref }) => ref),
  );
  const points = evaluated.content.frameworks.flatMap((framework) => framework.points);
  const expectations = new Map(points.map(({ ref, expectation }) => [ref, expectation]));
  const entries = [...ethics.points, ...ethics.lines.filter(({ ref }) => own.has(ref))];
  return [
    ...rulesThatHold(evaluated),
    ...obligations.flatMap(gapOfDuty),
    ...entries.flatMap((entry) => gapOfEntry(entry, expectations.get(entry.ref))),
  ].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function rulesThatHold(evaluated: Evaluated): FindingResult[] {
  const { content, answerSet, explainer, inForce } = evaluated;
  return content.findings
    .filter((rule) => versionAt([rule], answerSet.asOf) && explainer.value(rule.when) === true)
    .map((rule) => ({
      id: rule.id,
      kind: rule.kind ?? ('rule' as const),
      title: rule.title,
      severity: rule.severity,
      text: rule.text,
      basis: inForce(rule.basis),
      because: becauseOf(evaluated, explainer.of(rule.when)),
      remedy: rule.remedy,
      planned: null,
      owner: rule.owner ?? null,
      document: rule.document ?? null,
      effort: rule.effort ?? null,
      due: null,
    }));
}

/** Duties of others are theirs to put right; rights and encouragements are no breach when unused. */
function gapOfDuty({
  id,
  kind,
  party,
  status,
  title,
  duty,
  basis,
  deadline,
  remedy,
  proof,
}: ObligationResult): FindingResult[] {
  if (party === 'other' || (status !== 'not_met' && status !== 'partly_met')) return [];
  const severity = kind !== 'duty' ? 'low' : severityOf(status, deadline.state);
  return [gap(`gap.${id}`, title, duty ?? title, severity, basis, remedy, proof, deadline.date)];
}

/** What is not done while there is still time is a thing to do, not a breach. */
function severityOf(
  status: 'not_met' | 'partly_met',
  state: ObligationResult['deadline']['state'],
): FindingResult['severity'] {
  const inTime = state === 'grace' || state === 'upcoming';
  if (status === 'not_met') return inTime ? 'moderate' : 'high';
  return inTime ? 'low' : 'moderate';
}

/** What is only encouraged is information, however little of it is done. */
function gapOfEntry(
  { ref, level, force, title, basis, remedy, proof }: FrameworkEntryResult,
  expectation: Text | undefined,
): FindingResult[] {
  if (level !== 'not_met' && level !== 'partly_met') return [];
  // The duty to follow the framework as a whole is an obligation of its own, and weighs as one.
  const soft = force === 'guidance' || level === 'partly_met';
  const severity = force === 'encouraged' ? 'information' : soft ? 'low' : 'moderate';
  return [gap(`gap.${ref}`, title, expectation ?? title, severity, basis, remedy, proof, null)];
}

function gap(
  id: string,
  title: Text,
  text: Text,
  severity: FindingResult['severity'],
  basis: string[],
  remedy: Remedy | null,
  proof: Proof[],
  due: string | null,
): FindingResult {
  const open = proof.filter(({ level }) => level === 'not_met' || level === 'partly_met');
  const owners = [...new Set(open.flatMap((entry) => entry.owner ?? []))].join('; ');
  const planned = open.flatMap((entry) => entry.remedy ?? []);
  const promised = open.flatMap((entry) => entry.due ?? []).sort();
  return {
    id,
    kind: 'gap',
    title,
    severity,
    text,
    basis,
    because: open.map(({ questionId, level }) => ({ questionId, value: level })),
    remedy: remedy?.action ?? text,
    planned: planned.length > 0 ? [...new Set(planned)].join('; ') : null,
    owner: owners ? { vi: owners, en: owners } : (remedy?.owner ?? null),
    document: remedy?.document ?? null,
    effort: remedy?.effort ?? null,
    // The date of the law comes before a date that the organisation set itself.
    due: due ?? promised.at(-1) ?? null,
  };
}
