/** @module Checks the mapping of answers to risk: questions that exist, a score for each option, versions that follow. */
import type { Question, RiskMapping } from '../engine/index.ts';
import type { Names } from './names.ts';
import type { Path } from './source.ts';

export function checkRisk(names: Names): void {
  const { parts, unread } = names.collected;
  const questions = new Map<string, Question>(
    parts.questionnaires.flatMap(({ sections }) =>
      sections.flatMap((section) => section.questions.map((question) => [question.id, question] as const)),
    ),
  );
  const gates = new Set(parts.riskGates.map(({ id }) => id));
  for (const part of parts.riskMappings) {
    const report = (path: Path, message: string, fix: string): void =>
      names.report(part, path, 'unknown_reference', message, fix);
    part.gates.forEach(({ id }, index) => {
      if (!gates.has(id)) report(['gates', index, 'id'], `gate '${id}' does not exist`, 'see rules/risk/gates.yaml');
    });
    eachQuestionOf(part, (id, scores, path) => {
      const question = questions.get(id);
      if (!question) {
        if (!unread.has(id)) report([...path, 'question'], `question '${id}' does not exist`, 'check the spelling');
        return;
      }
      if (scores === undefined) {
        if (question.scale !== 'duty') {
          report([...path, 'question'], `'${id}' is not on the scale duty`, 'name a question with scale: duty');
        }
        return;
      }
      const options =
        question.type === 'boolean' ? ['true', 'false'] : (question.options ?? []).map((option) => option.id);
      const missing = options.filter((option) => !Object.hasOwn(scores, option));
      const foreign = Object.keys(scores).filter((option) => !options.includes(option));
      if (question.type !== 'boolean' && question.type !== 'choice') {
        report(
          [...path, 'question'],
          `'${id}' is ${question.type}, whose answers cannot be scored one by one`,
          'write a rule',
        );
      } else if (missing.length + foreign.length > 0) {
        const message = `scores of '${id}': ${[...missing.map((o) => `${o} is missing`), ...foreign.map((o) => `${o} is no option`)].join(', ')}`;
        report([...path, 'scores'], message, `score exactly: ${options.join(', ')}`);
      }
    });
  }
}

function eachQuestionOf(
  { dimensions, controls }: RiskMapping,
  visit: (id: string, scores: Record<string, number> | undefined, path: Path) => void,
): void {
  dimensions.forEach((dimension, d) => {
    for (const list of ['severity', 'likelihood'] as const) {
      dimension[list].forEach(({ question, scores }, f) => {
        if (question !== undefined) visit(question, scores ?? {}, ['dimensions', d, list, f]);
      });
    }
  });
  controls.forEach(({ question }, index) => {
    visit(question, undefined, ['controls', index]);
  });
}
