/** @module Assesses one answer set under the law of one day. Nothing is kept. */
import { type AppContext, todayInVietNam } from '../../app/context.ts';
import { Problem, type ProblemIssue } from '../../app/problems.ts';
import { hashAnswers } from '../../content/hash.ts';
import { type AnswerIssue, type AnswerSet, type PlainDate, type Result, readAnswerSet } from '../../engine/index.ts';

export interface AssessInput {
  /** An answer file, parsed and not yet checked. */
  data: unknown;
  asOf: PlainDate | undefined;
  trace: boolean;
  /** Adds the smallest changes that lower a level, and the sensitivity analysis. */
  deep: boolean;
  /** Mistakes already found outside of the body, to be reported together with those in it. */
  issues: ProblemIssue[];
}

export interface Assessment {
  answerSet: AnswerSet;
  result: Result;
}

/** @throws Problem 422 with every mistake of the request */
export function assessAnswers({ ctx, input }: { ctx: AppContext; input: AssessInput }): Assessment {
  const read = readAnswerSet(ctx.content, input.data, {
    asOf: todayInVietNam(ctx.clock),
    override: input.asOf,
    measure: ctx.measure,
  });
  const issues = [...input.issues, ...('issues' in read ? read.issues.map((issue) => placed(issue, input.asOf)) : [])];
  if ('issues' in read) throw new Problem('invalid-answers', mistakes(issues.length), { issues });
  if (issues.length > 0) throw new Problem('invalid-parameters', undefined, { issues });
  const { answerSet } = read;
  return {
    answerSet,
    result: ctx.engine.assess(answerSet, hashAnswers(answerSet), { trace: input.trace, deep: input.deep }),
  };
}

/** A day that the query chose is a mistake of the query, not of the body. */
const placed = (issue: AnswerIssue, asOf: PlainDate | undefined): ProblemIssue =>
  issue.pointer === '/as_of' && asOf !== undefined ? { in: 'query', ...issue } : issue;

const mistakes = (count: number) => ({
  vi: `Có ${count} lỗi, nêu đủ trong errors kèm cách sửa. Chưa đánh giá gì.`,
  en: `${count === 1 ? 'There is 1 mistake' : `There are ${count} mistakes`}, all listed in errors with their remedies. Nothing was assessed.`,
});
