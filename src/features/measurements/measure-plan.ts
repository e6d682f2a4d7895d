/** @module Measures a workforce plan that was sent as JSON. */
import { type AppContext, todayInVietNam } from '../../app/context.ts';
import { parameterIssues, singleValues } from '../../app/parameters.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { hashJson } from '../../content/hash.ts';
import { isPlainDate } from '../../engine/index.ts';
import { type WorkforceOutput, type WorkforceReport, workforceOutput } from '../../measure/workforce/index.ts';
import { PlanQuery } from './plan-schema.ts';

/** A refusal names this many mistakes; of a plan that has more, the form as a whole is wrong. */
const LISTED_MAX = 1_000;

/**
 * @param data parsed body @param queries values of the query by name
 * @throws Problem 422 with every mistake of the plan and of the query at once
 */
export function measurePlan(ctx: AppContext, data: unknown, queries: Record<string, string[]>): WorkforceOutput {
  const query = PlanQuery.safeParse(singleValues(queries));
  const wrongQuery = query.success ? [] : parameterIssues(query.error);
  const asOf = query.data?.as_of ?? dayOf(data) ?? todayInVietNam(ctx.clock);
  const measured = ctx.measure({ id: 'plan', kind: 'workforce', data }, asOf);
  if ('issues' in measured) {
    const wrongPlan = measured.issues.map((issue): ProblemIssue => ({ ...issue, code: 'invalid_plan' }));
    throw refusal([...wrongQuery, ...wrongPlan]);
  }
  if (wrongQuery.length > 0) throw new Problem('invalid-parameters', undefined, { issues: wrongQuery });
  // The engine hands reports on without looking at them, so its type does not say what they are.
  return workforceOutput(measured.report as WorkforceReport, hashJson(data));
}

/** The plan's own day, where it is one; otherwise the reader of plans says what is wrong with it. */
function dayOf(data: unknown): string | undefined {
  const day = typeof data === 'object' && data !== null ? (data as Record<string, unknown>).as_of : undefined;
  return typeof day === 'string' && isPlainDate(day) ? day : undefined;
}

function refusal(issues: ProblemIssue[]): Problem {
  if (issues.length <= LISTED_MAX) return new Problem('invalid-plan', undefined, { issues });
  const detail = {
    vi: `Có ${issues.length} lỗi; errors nêu ${LISTED_MAX} lỗi đầu tiên. Chưa đo gì.`,
    en: `There are ${issues.length} mistakes; errors lists the first ${LISTED_MAX}. Nothing was measured.`,
  };
  return new Problem('invalid-plan', detail, { issues: issues.slice(0, LISTED_MAX) });
}
