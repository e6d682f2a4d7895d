/** @module The risks of one evaluated answer set: fairness and workforce, each scored by its mapping, never averaged. */
import type { Evaluated } from './classify.ts';
import { versionAt } from './program.ts';
import { assessRisk, lookupOf, overallRisk, type RiskDomain, riskInputs, riskRulesOn } from './risk/index.ts';
import type { OverallRisk, RiskResult } from './risk/result.ts';

export interface Risks {
  fairness: RiskResult | null;
  workforce: RiskResult | null;
  overall: OverallRisk | null;
}

/**
 * @param options.deep adds the smallest changes that lower a level and the sensitivity analysis, which take far longer than
 *   everything else together
 * @returns `null` for a domain that no chosen questionnaire asks about, or that has no rules on the day
 */
export function assessRisks(evaluated: Evaluated, options: { deep: boolean }): Risks {
  const { content, answerSet, plan } = evaluated;
  const rules = riskRulesOn({ schemes: content.riskSchemes, gates: content.riskGates }, answerSet.asOf);
  const score = (domain: RiskDomain): RiskResult | null => {
    const mapping = versionAt(
      content.riskMappings.filter((entry) => entry.domain === domain),
      answerSet.asOf,
    );
    if (!mapping || !rules) return null;
    // Controls are shared with other questionnaires; a domain is asked about where its own dimensions can be read.
    const asked = mapping.controls.some(
      ({ question }) => question.startsWith(`${domain}.`) && plan.stepOf.has(question),
    );
    if (!asked) return null;
    const input = riskInputs(mapping, lookupOf(evaluated), rules);
    return assessRisk(input, rules, { actions: options.deep, sensitivity: options.deep });
  };
  const [fairness, workforce] = [score('fairness'), score('workforce')];
  const overall = fairness || workforce ? overallRisk({ fairness, workforce }) : null;
  return { fairness, workforce, overall };
}
