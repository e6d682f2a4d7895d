/** @module Checks that span files: names, rules, references, texts, dates. Every mistake is listed, none stops the others. */
import { checkFrameworks } from './check-frameworks.ts';
import { checkMigrations } from './check-migrations.ts';
import { checkQuestionnaires } from './check-questionnaires.ts';
import { checkReferences } from './check-references.ts';
import { checkRisk } from './check-risk.ts';
import { checkRules } from './check-rules.ts';
import { checkTexts } from './check-texts.ts';
import { checkVersions } from './check-versions.ts';
import type { Collected } from './collect.ts';
import type { ContentIssue } from './issues.ts';
import { Names } from './names.ts';

/** @param collected parts whose own shape is right, or wrong in words only */
export function checkContent(collected: Collected): ContentIssue[] {
  const names = new Names(collected);
  checkRules(names);
  checkReferences(names);
  checkFrameworks(names);
  checkRisk(names);
  checkTexts(names);
  checkVersions(collected, names.report);
  checkQuestionnaires(collected, names.report);
  checkMigrations(collected, names.report);
  return names.issues;
}
