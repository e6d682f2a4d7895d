/** @module Loads a content root: reads, checks, hashes. The only door through which content reaches the engine. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Content } from '../engine/index.ts';
import { checkContent } from './check.ts';
import { checkCases } from './check-cases.ts';
import { checkReports } from './check-reports.ts';
import { collect } from './collect.ts';
import { type Example, loadExamples } from './examples.ts';
import { hashContent } from './hash.ts';
import { byPlace, COSMETIC, type ContentIssue } from './issues.ts';
import { checkLock, readLock } from './lock.ts';
import { contentMeasurer } from './measure.ts';
import { loadOccupations, requireOccupations } from './occupations.ts';
import { checkReach } from './reach.ts';
import type { Case, CaseBases } from './schema.ts';

/** Files that no rule depends on. */
const BESIDE_RULES = /^(rules\/cases|reports)\//;

/** The repository's own content. */
export const CONTENT_ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface LoadedContent {
  content: Content;
  cases: Case[];
  bases: CaseBases;
  examples: Example[];
  /** Empty when the content may be used. */
  issues: ContentIssue[];
}

export interface LoadOptions {
  thorough?: boolean;
  proofs?: boolean;
}

/**
 * Reads `rules/` and `questionnaires/` below `root` and reports every mistake at once.
 * With issues, `content` holds what could be read and must not be used for assessing. A check is left out only where a
 * mistake found before takes its ground away.
 * @param options.thorough also proves that every question can be reached (about a second; `content check` and tests)
 * @param options.proofs false leaves out cases and examples, which an assessment does not need
 */
export function loadContent(root = CONTENT_ROOT, options: LoadOptions = {}): LoadedContent {
  const proofs = options.proofs !== false;
  const collected = collect(root, proofs);
  const issues = [...collected.issues];
  if (proofs && existsSync(join(root, 'reports'))) issues.push(...checkReports(root));
  issues.push(...checkContent(collected));
  const content: Content = { ...collected.parts, hashes: hashContent(collected.parts) };
  const measure = contentMeasurer(content, () => requireOccupations(root));
  const { lock, issues: ofLock } = readLock(root);
  issues.push(...ofLock, ...checkLock(lock, collected, content.hashes));
  const isSound = (folder: string): boolean =>
    issues.every(({ file, code }) => !file.startsWith(folder) || BESIDE_RULES.test(file) || COSMETIC.has(code));
  const [canAnswer, canAssess] = [isSound('questionnaires/'), isSound('')];
  if (proofs) issues.push(...checkCases(collected, content, { answers: canAnswer, measure }));
  if (options.thorough && canAssess) issues.push(...checkReach(collected, content));
  if (options.thorough && existsSync(join(root, 'rules/data/occupations')))
    issues.push(...loadOccupations(root).issues);
  const examples = proofs && canAnswer ? loadExamples(root, content, measure) : { examples: [], issues: [] };
  return {
    content,
    cases: collected.cases,
    bases: collected.bases,
    examples: examples.examples,
    issues: [...issues, ...examples.issues].sort(byPlace),
  };
}

/** Content that must be right, for programs that cannot go on without it; throws with every issue in the message. */
export function requireContent(root = CONTENT_ROOT, options: LoadOptions = {}): LoadedContent {
  const loaded = loadContent(root, options);
  if (loaded.issues.length > 0) {
    const list = loaded.issues.map(({ file, line, message, fix }) => `${file}:${line} ${message} → ${fix}`);
    throw new Error(`The content has ${list.length} mistake(s):\n${list.join('\n')}`);
  }
  return loaded;
}
