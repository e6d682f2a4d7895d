/** @module The evidence of a submission as rows, and the sheet that says what the workbook is about. */
import type { EvidenceEntry } from '../submissions/index.ts';
import type { ExportInput } from './export-input.ts';
import { lines, type Table, tableOf } from './table.ts';
import { EXPORT_WORDS } from './words.ts';

/** @returns one row for each file or link that stood behind the submission; no rows without a submission */
export function evidenceTable({ subject, lang }: ExportInput): Table {
  const words = EXPORT_WORDS[lang];
  return tableOf<EvidenceEntry>(
    words.sheets.evidence,
    [
      [words.evidenceIds, ({ id }) => id],
      [words.evidenceKind, ({ kind }) => words.evidenceKinds[kind]],
      [words.title, ({ title }) => title],
      [words.sha256, ({ sha256 }) => sha256],
      [words.bytes, ({ bytes }) => bytes],
      [words.mediaType, ({ mediaType }) => mediaType],
      [words.href, ({ href }) => href],
      [words.questions, ({ questions }) => lines(questions)],
      [words.factOn, ({ factOn }) => factOn],
      [words.validFrom, ({ validFrom }) => validFrom],
      [words.validUntil, ({ validUntil }) => validUntil],
      [words.uploadedAt, ({ uploadedAt }) => uploadedAt],
    ],
    subject.submission?.evidence ?? [],
  );
}

/** @returns item and content: system, day, record, versions and hashes, and how the cells are to be read */
export function aboutTable({ subject, lang }: ExportInput): Table {
  const { item, content, about, sheets } = EXPORT_WORDS[lang];
  const { organisation, result, submission, review } = subject;
  const said: [string, string | undefined][] = [
    [about.system, result.system.name],
    [about.organisation, organisation?.name ?? submission?.organisation.name],
    [about.asOf, result.asOf],
    [about.submission, submission?.id],
    [about.submittedAt, submission?.submittedAt],
    [about.review, review?.id],
    [about.auditBody, review?.auditBody.name],
    [about.engine, result.engine.version],
    ...result.content.questionnaires.map(({ id, version, hash }): [string, string] => [
      about.questionnaire,
      `${id}@${version} ${hash}`,
    ]),
    [about.rules, result.content.rules.hash],
    [about.answersHash, result.answersHash],
    [about.standing, about.standingText],
    [about.safety, about.safetyText],
  ];
  return tableOf<[string, string | undefined]>(
    sheets.about,
    [
      [item, ([name]) => name],
      [content, ([, text]) => text],
    ],
    said.filter(([, text]) => text !== undefined),
  );
}
