/** @module What the answers show that needs attention, with the remedy. */
import { becauseOf, type Evaluated } from './classify.ts';
import { versionAt } from './program.ts';
import type { FindingResult } from './result.ts';

const SEVERITIES: FindingResult['severity'][] = ['critical', 'high', 'moderate', 'low', 'information'];

/** Findings whose rule is true on the day; most severe first, then in the order of `rules/findings`. */
export function assessFindings(evaluated: Evaluated): FindingResult[] {
  const { content, answerSet, explainer, inForce } = evaluated;
  return content.findings
    .filter((rule) => versionAt([rule], answerSet.asOf) && explainer.value(rule.when) === true)
    .map((rule) => ({
      id: rule.id,
      title: rule.title,
      severity: rule.severity,
      text: rule.text,
      basis: inForce(rule.basis),
      because: becauseOf(evaluated, explainer.of(rule.when)),
      remedy: rule.remedy,
      owner: rule.owner ?? null,
      due: null,
    }))
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
