/** @module Collects everything that is wrong with a template, each with its place. */
import type { IssueCode } from '../../app/issue-codes.ts';
import type { ProblemIssue } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';
import { TEMPLATE_LIMITS } from './limits.ts';

/** Line from 1, column from 1, as editors count. */
export interface Place {
  line: number;
  column: number;
}

export class TemplateIssues {
  readonly list: ProblemIssue[] = [];
  /** Elements refused where they open: their closing tags need no word of their own. */
  readonly refusedElements = new Set<string>();

  /** @param pointer JSON pointer of the template in what was sent */
  constructor(private readonly pointer: string) {}

  add(place: Place, code: IssueCode, message: Text, fix: Text): void {
    if (this.list.length < TEMPLATE_LIMITS.issues)
      this.list.push({ pointer: this.pointer, code, message, fix, ...place });
  }

  refuse(place: Place, message: Text, fix: Text): void {
    this.add(place, 'refused', message, fix);
  }
}

/** Where `offset` of `text` lies, when `text` begins at `start`. */
export function placeIn(text: string, offset: number, start: Place): Place {
  const before = text.slice(0, offset).split(/\r\n|[\r\n]/);
  const line = start.line + before.length - 1;
  const length = before.at(-1)!.length;
  return { line, column: before.length === 1 ? start.column + length : length + 1 };
}
