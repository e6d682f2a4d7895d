/** @module The example systems of `questionnaires/examples/`: one answer file each, used by tests, docs and demonstration. */
import { basename } from 'node:path';
import { type AnswerSet, type Content, type Measurer, readAnswerSet } from '../engine/index.ts';
import { answerIssueCode, pointerPath } from './check-cases.ts';
import type { ContentIssue } from './issues.ts';
import { listFiles, readSource } from './source.ts';

export interface Example {
  /** File name without ending. */
  id: string;
  /** The answer file as parsed from YAML. */
  data: Record<string, unknown>;
  answerSet: AnswerSet;
}

/** Day on which an example that names none is assessed. */
const EXAMPLE_DAY = '2026-11-22';

export function loadExamples(
  root: string,
  content: Content,
  measure: Measurer,
): { examples: Example[]; issues: ContentIssue[] } {
  const examples: Example[] = [];
  const issues: ContentIssue[] = [];
  for (const file of listFiles(root, 'questionnaires/examples')) {
    // Data files beside the examples are inputs of other commands.
    if (!file.endsWith('.yaml') || file.startsWith('questionnaires/examples/data/')) continue;
    const source = readSource(root, file);
    issues.push(...source.issues);
    if (source.data === undefined) continue;
    const read = readAnswerSet(content, source.data, { asOf: EXAMPLE_DAY, measure });
    if ('issues' in read) {
      for (const issue of read.issues) {
        const message = issue.pointer ? `${issue.pointer}: ${issue.message.en}` : issue.message.en;
        issues.push(source.issue(pointerPath(issue.pointer), answerIssueCode(issue), message, issue.fix.en));
      }
    } else {
      examples.push({ id: basename(file, '.yaml'), data: source.data as Example['data'], answerSet: read.answerSet });
    }
  }
  return { examples, issues };
}
