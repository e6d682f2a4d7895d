/** @module Computes the results of a bundle again, with its own rules and with the engine of whoever checks. */
import { hashAnswers, hashContent } from '../../../content/hash.ts';
import { contentMeasurer } from '../../../content/measure.ts';
import {
  type AnswerSet,
  type Content,
  ENGINE_VERSION,
  Engine,
  type Measurer,
  type Questionnaire,
  type Result,
  readAnswerSet,
} from '../../../engine/index.ts';
import type { OccupationData } from '../../../measure/workforce/index.ts';
import type { AnswerFile } from '../../submissions/index.ts';
import { firstDifference, PATHS, questionnairePath } from '../bundle/index.ts';
import type { BundleFiles } from './bundle-files.ts';
import type { CheckedRecords } from './check-records.ts';
import type { CheckId, Checklist, Difference } from './checks.ts';
import { reviewedResult } from './reviewed-result.ts';
import { compareRules } from './rule-by-rule.ts';

/** The rules of a bundle, ready to be applied. */
interface Workshop {
  content: Content;
  engine: Engine;
  measure: Measurer;
}

function openWorkshop(files: BundleFiles, { submission }: CheckedRecords): Workshop {
  const rules = files.json(PATHS.rules) as Omit<Content, 'questionnaires' | 'hashes'>;
  const questionnaires = submission.content.questionnaires.map(
    (entry) => files.json(questionnairePath(entry)) as Questionnaire,
  );
  const parts = { ...rules, questionnaires };
  const content: Content = { ...parts, hashes: hashContent(parts) };
  const measure = contentMeasurer(content, () => files.json(PATHS.occupations) as OccupationData);
  return { content, engine: new Engine(content), measure };
}

const COMPUTED: CheckId[] = ['answers', 'recomputed', 'rules_recomputed', 'review_recomputed'];

/** Answers, result, each rule, and the reviewed result. Content that cannot be applied is a difference like any other. */
export function checkResults(files: BundleFiles, records: CheckedRecords, checks: Checklist): void {
  const { submission, review } = records;
  let shop: Workshop;
  let answerSet: AnswerSet;
  try {
    shop = openWorkshop(files, records);
    const read = readAnswers(shop, submission.answerFile);
    if ('issue' in read) {
      const { pointer, message } = read.issue;
      checks.fail('answers', { file: PATHS.submission, pointer: `/answerFile${pointer}`, found: message.en });
      skipRest(checks);
      return;
    }
    answerSet = read.answerSet;
  } catch {
    checks.fail('answers', { file: PATHS.rules });
    skipRest(checks);
    return;
  }
  const hash = hashAnswers(answerSet);
  checks.settle(
    'answers',
    hash === submission.answersHash
      ? undefined
      : { file: PATHS.submission, pointer: '/answersHash', expected: hash, found: submission.answersHash },
  );
  compareResult('recomputed', checks, PATHS.result, submission.result, () =>
    computeLike(shop, answerSet, submission.result),
  );
  checkRules(shop, answerSet, submission.result, checks);
  if (!review) checks.skip('review_recomputed', 'no_review');
  else {
    compareResult('review_recomputed', checks, PATHS.reviewedResult, review.reviewedResult, () => {
      const assess = (file: AnswerFile): Result => {
        const read = readAnswers(shop, file);
        if ('issue' in read) throw new Error(read.issue.message.en);
        return computeLike(shop, read.answerSet, review.reviewedResult);
      };
      return reviewedResult(assess, submission, review.verdicts).result;
    });
  }
}

const skipRest = (checks: Checklist): void => {
  for (const id of COMPUTED) if (!checks.get(id)) checks.skip(id, 'earlier_failure');
};

function readAnswers({ content, measure }: Workshop, file: AnswerFile) {
  const read = readAnswerSet(content, file, { asOf: file.as_of, measure });
  return 'issues' in read ? { issue: read.issues[0]! } : read;
}

/** Some parts of a result are made only on request; they are made again where the stored one has them. */
function computeLike({ engine }: Workshop, answerSet: AnswerSet, like: Result): Result {
  const { fairness, workforce } = like.risks;
  const deep = like.tierChanges !== null || [fairness, workforce].some((risk) => risk && risk.sensitivity !== null);
  return engine.assess(answerSet, hashAnswers(answerSet), { deep, trace: like.trace !== undefined });
}

function compareResult(
  id: 'recomputed' | 'review_recomputed',
  checks: Checklist,
  file: string,
  stored: Result,
  compute: () => Result,
): void {
  const isOther = stored.engine.version !== ENGINE_VERSION;
  let difference: Difference | undefined;
  try {
    // The version of the program is part of a result, and the one part that may differ.
    const again = { ...compute(), engine: stored.engine };
    const found = firstDifference(JSON.parse(JSON.stringify(again)), stored);
    difference = found && { ...found, file };
  } catch (error) {
    difference = { file, found: (error as Error).message };
  }
  if (difference && isOther) checks.skip(id, 'other_engine');
  else checks.settle(id, difference);
}

function checkRules({ engine, content }: Workshop, answerSet: AnswerSet, stored: Result, checks: Checklist): void {
  try {
    const { difference, compared } = compareRules(engine.evaluate(answerSet), stored);
    if (difference) {
      const { rule, expected, found } = difference;
      checks.fail('rules_recomputed', {
        file: PATHS.rules,
        pointer: pointerOf(content, rule),
        within: rule,
        expected,
        found,
      });
    } else if (compared === 0) checks.skip('rules_recomputed', 'rules_not_applied');
    else checks.pass('rules_recomputed');
  } catch (error) {
    checks.fail('rules_recomputed', { file: PATHS.rules, found: (error as Error).message });
  }
}

/** Where a rule stands in `content/rules.json`. */
function pointerOf(content: Content, rule: string): string {
  const lists: [string, { id: string }[]][] = [
    ['facts', content.facts],
    ['decisions', content.decisions],
    ['obligations', content.obligations],
    ['findings', content.findings],
    ['prohibited', content.prohibited.map(({ code }) => ({ id: `prohibited.${code}` }))],
    ['highRisk', content.highRisk.map(({ id }) => ({ id: `row.${id.replace('.', '-')}` }))],
  ];
  for (const [list, entries] of lists) {
    const position = entries.findIndex(({ id }) => id === rule);
    if (position >= 0) return `/${list}/${position}`;
  }
  return '';
}
