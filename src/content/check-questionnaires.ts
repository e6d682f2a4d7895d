/** @module Checks questionnaires by themselves: versions in order, questions that can be answered. */
import { isPlainDate, type Question } from '../engine/index.ts';
import type { Collected } from './collect.ts';
import type { Report } from './names.ts';
import type { Path } from './source.ts';

/** In an answer file these words say that there is no answer, so no option can be called so. */
const RESERVED = ['unknown', 'not_applicable'];

export function checkQuestionnaires({ parts: { questionnaires }, unread }: Collected, report: Report): void {
  questionnaires.forEach((questionnaire, index) => {
    const { id, version, applies_from: start, supersedes, sections } = questionnaire;
    const earlier = questionnaires.slice(0, index).filter((other) => other.id === id);
    const previous = earlier.at(-1);
    if (previous?.version === version) {
      report(
        questionnaire,
        ['version'],
        'duplicate_id',
        `version ${version} of '${id}' exists twice`,
        'give the new one the next number',
      );
    } else if (previous && start <= previous.applies_from) {
      report(
        questionnaire,
        ['applies_from'],
        'date_overlap',
        `begins on ${start}, not after version ${previous.version} (${previous.applies_from})`,
        'let each version begin later than the one before',
      );
    }
    const names = earlier.map((other) => `${id}@${other.version}`);
    if (previous && previous.version !== version && supersedes === undefined && !questionnaire.migration) {
      const message = `version ${version} does not say which version it supersedes`;
      const fix = `write supersedes: ${names.at(-1)} and a migration`;
      report(questionnaire, ['version'], 'missing', message, fix);
    }
    if (supersedes !== undefined && !names.includes(supersedes) && !unread.has(id)) {
      report(
        questionnaire,
        ['supersedes'],
        'unknown_reference',
        `'${supersedes}' is not an earlier version of '${id}'`,
        names.length > 0 ? `use one of: ${names.join(', ')}` : 'remove it',
      );
    }
    const ids = sections.map((section) => section.id);
    sections.forEach((section, s) => {
      if (ids.indexOf(section.id) !== s)
        report(
          questionnaire,
          ['sections', s, 'id'],
          'duplicate_id',
          `section '${section.id}' stands twice`,
          'give one of them another id',
        );
      section.questions.forEach((question, q) => {
        const path = ['sections', s, 'questions', q];
        checkQuestion(question, (...[at, code, message, fix]) =>
          report(questionnaire, [...path, ...at], code, message, fix),
        );
      });
    });
  });
}

type ReportAt = (path: Path, code: Parameters<Report>[2], message: string, fix: string) => void;

function checkQuestion(question: Question, report: ReportAt): void {
  const { id, type, options, min, max, otherwise } = question;
  checkSource(question, report);
  if ((type === 'dataset') !== (question.dataset !== undefined)) {
    report(['type'], 'malformed', `'${id}' and its kind of data set do not fit`, 'use type and dataset together');
  }
  const needsOptions = type === 'choice' || type === 'choices';
  if (needsOptions !== (options !== undefined)) {
    report(
      [needsOptions ? 'type' : 'options'],
      'malformed',
      `'${id}' is ${type} ${needsOptions ? 'without' : 'with'} options`,
      needsOptions ? 'add options' : 'remove the options',
    );
  }
  const optionIds = (options ?? []).map((option) => option.id);
  optionIds.forEach((option, index) => {
    const path = ['options', index, 'id'];
    if (optionIds.indexOf(option) !== index)
      report(path, 'duplicate_id', `option '${option}' stands twice`, 'keep one of the two');
    if (RESERVED.includes(option))
      report(
        path,
        'malformed',
        `option '${option}' could not be told from an answer that is not known`,
        'remove it: every question can be answered so',
      );
  });
  if (min !== undefined && max !== undefined && min > max) {
    report(['max'], 'malformed', `no number is at least ${min} and at most ${max}`, 'correct min or max');
  }
  if (otherwise === undefined) return;
  if (question.show_if === undefined) {
    report(
      ['otherwise'],
      'malformed',
      `'${id}' is always shown, so 'otherwise' says nothing`,
      'remove it, or add show_if',
    );
  }
  if (!isAnswer(otherwise, question, optionIds)) {
    const order = type === 'choices' ? ', options in the order of the question' : '';
    report(
      ['otherwise'],
      'type_mismatch',
      `'otherwise' of '${id}' is not a possible answer`,
      `write a ${type}${order}`,
    );
  }
}

/** Every question rests on law, or says that it is voluntary and which method it comes from. */
function checkSource({ basis, force, scale, method_source: source, id }: Question, report: ReportAt): void {
  if (scale !== undefined && force === undefined) {
    report(['force'], 'missing', `nothing says how binding '${id}' is`, 'add force');
  }
  if (basis.length > 0) return;
  if (force === 'voluntary' && source !== undefined) return;
  report(['basis'], 'missing', `'${id}' names no article`, 'add basis, or force: voluntary with method_source');
}

function isAnswer(value: unknown, { type, min = -Infinity, max = Infinity }: Question, options: string[]): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && value >= min && value <= max;
    case 'date':
      return typeof value === 'string' && isPlainDate(value);
    case 'choice':
      return options.includes(value as string);
    case 'choices':
      // Answers keep the order of the question, and rules compare lists item by item.
      return Array.isArray(value) && value.join() === options.filter((option) => value.includes(option)).join();
    default:
      return typeof value === 'string';
  }
}
