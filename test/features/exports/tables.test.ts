import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/engine/index.ts';
import { type ExportInput, exportCsv, exportXlsx, restoreCell } from '../../../src/features/exports/index.ts';
import { engine, loaded } from '../../support/content.ts';
import { readCsv, readXlsx } from '../../support/read-tables.ts';
import { example } from '../../support/report.ts';
import { bareSubject, subjectOf } from '../../support/subject.ts';

type Row = Record<string, string>;

function records(rows: string[][]): Row[] {
  const [header, ...body] = rows;
  return body.map((row) => Object.fromEntries(header!.map((name, at) => [name, restoreCell(row[at] ?? '')])));
}

const input = (subject: ExportInput['subject'], lang: 'vi' | 'en' = 'en'): ExportInput => ({ subject, engine, lang });

describe('exported answers', () => {
  it.each(loaded.examples.map(({ id }) => id))('%s: every question is there, with everything said about it', (id) => {
    const subject = subjectOf(id);
    const rows = records(readCsv(exportCsv(input(subject), 'answers')));
    const byId = new Map(rows.map((row) => [row['Question id'], row]));
    const questions = subject.answerSet.questionnaires.flatMap(({ sections }) =>
      sections.flatMap((section) => section.questions),
    );
    expect(rows.map((row) => row['Question id'])).toEqual(questions.map((question) => question.id));
    for (const question of questions) {
      const row = byId.get(question.id)!;
      const answer = subject.answerSet.answers.get(question.id);
      expect([row['Question (Vietnamese)'], row['Question (English)']]).toEqual([question.text.vi, question.text.en]);
      expect(row.Value).toBe(answer?.value == null ? '' : [answer.value].flat().map(String).join('\n'));
      expect(row['Answer (English)'] === '').toBe(answer?.value == null);
      expect(row.Note).toBe(answer?.note ?? '');
      expect(row['Evidence named in the answer']).toBe((answer?.evidence ?? []).join('\n'));
      expect([row['Remedial action'], row.Owner, row.Due]).toEqual([
        answer?.remedy ?? '',
        answer?.owner ?? '',
        answer?.due ?? '',
      ]);
      expect(row['Article ids']).toBe(question.basis.join('\n'));
    }
  });

  it('what is unknown, left out or not asked says so', () => {
    const subject = subjectOf('incomplete-startup');
    const rows = records(readCsv(exportCsv(input(subject), 'answers')));
    for (const { questionId, conditional } of subject.result.open) {
      const row = rows.find((entry) => entry['Question id'] === questionId)!;
      expect(row['Is the question asked']).toBe(conditional ? 'not settled yet' : 'asked');
      expect(row['State of the answer']).not.toBe('answered');
      expect(row.Value).toBe('');
    }
    const states = new Set(rows.map((row) => row['State of the answer']));
    expect([...states].every((state) => state !== '')).toBe(true);
    expect(rows.filter((row) => row['Is the question asked']!.startsWith('not asked')).length).toBeGreaterThan(0);
  });

  it('not applicable carries its reason, an answer on hold its value', () => {
    const answerSet = example('incomplete-startup');
    const [first, second] = answerSet.questionnaires[0]!.sections[0]!.questions;
    const answers = new Map(answerSet.answers)
      .set(first!.id, { value: null, state: 'not_applicable', note: '=vì không có' })
      .set(second!.id, { value: null, state: 'unknown' });
    const rows = records(readCsv(exportCsv(input(bareSubject({ ...answerSet, answers })), 'answers')));
    expect([rows[0]!['State of the answer'], rows[0]!.Note]).toEqual([
      'not applicable (reason under Note)',
      '=vì không có',
    ]);
    expect(rows[1]!['State of the answer']).toBe('do not know');
  });

  it('answers to versions left behind are part of it', () => {
    const answerSet = {
      ...example('office-assistant'),
      earlierAnswers: { 'vn-ai-ethics@2024.1': { 'ethics.old': { value: true, note: 'cũ' } } },
    };
    const row = records(readCsv(exportCsv(input(bareSubject(answerSet)), 'answers'))).at(-1)!;
    expect([row.Questionnaire, row['Question id'], row.Value]).toEqual([
      'vn-ai-ethics@2024.1',
      'ethics.old',
      '{"value":true,"note":"cũ"}',
    ]);
  });

  it('the verdicts of the reviewer stand beside the answers', () => {
    const subject = subjectOf('credit-scoring-automatic', { reviewed: true });
    const rows = records(readCsv(exportCsv(input(subject), 'answers')));
    for (const verdict of subject.review!.verdicts) {
      const row = rows.find((entry) => entry['Question id'] === verdict.questionId)!;
      expect(row['Verdict of the reviewer']).toBe(verdict.verdict);
      expect(row['Reason of the reviewer']).toBe(verdict.reason);
      expect(row['Verdict by']).toBe('Trần Văn Soát');
    }
    const served = rows.filter((row) => row['Evidence ids']!.split('\n').includes('evd_1'));
    expect(served.map((row) => row['Question id']).sort()).toEqual(subject.submission!.evidence[0]!.questions);
    expect(served[0]!['Evidence titles']).toContain('Biên bản thử nghiệm "lần 1", có dấu phẩy');
  });
});

describe('exported findings', () => {
  it('ours, ours after the review, and the reviewer’s, with every field', () => {
    const subject = subjectOf('credit-scoring-automatic', { reviewed: true });
    const rows = records(readCsv(exportCsv(input(subject), 'findings')));
    const { result, review } = subject;
    expect(rows.map((row) => row['Finding id'])).toEqual(
      [...result.findings, ...review!.reviewedResult.findings, ...review!.findings].map(({ id }) => id),
    );
    for (const [index, finding] of result.findings.entries()) {
      const row = rows[index]!;
      expect([row.Title, row.Description]).toEqual([finding.title.en, finding.text.en]);
      expect(row['Article ids']).toBe(finding.basis.join('\n'));
      // What is to be done before a day is too late on it: the file names the last day on which it is in time.
      const duty = result.obligations.find(({ id }) => finding.id === `gap.${id}`)?.deadline;
      const day = duty?.before && duty.date === finding.due ? addDays(finding.due!, -1) : finding.due;
      expect(row.Due).toBe(day ?? '');
      expect(row['Questions it serves']).toBe(finding.because.map(({ questionId }) => questionId).join('\n'));
    }
    const theirs = rows.slice(-5);
    expect(theirs.map((row) => row.State)).toEqual([
      'open',
      'remediated, says the organisation',
      'verified',
      'risk accepted by the organisation, not put right',
      'open',
    ]);
    expect(theirs.map((row) => row.Severity)).toEqual(['critical', 'high', 'moderate', 'low', 'for information']);
    expect([theirs[2]!['What the organisation did'], theirs[2]!['What the verification showed']]).toEqual([
      'Đã bổ sung biên bản',
      'Đã xem biên bản',
    ]);
    expect([
      theirs[3]!['Risk accepted by (of the organisation)'],
      theirs[3]!['Reason for accepting the risk'],
      theirs[3]!['Open again from'],
    ]).toEqual(['Nguyễn Thị Nộp', 'Tạm chấp nhận', '2027-03-31']);
  });
});

describe('the workbook', () => {
  it.each(['vi', 'en'] as const)('holds the same tables as the CSV files (%s)', (lang) => {
    const subject = subjectOf('hiring-screener', { reviewed: true });
    const book = readXlsx(exportXlsx(input(subject, lang)));
    const sheets = Object.values(book);
    expect(Object.keys(book)).toEqual(
      lang === 'vi'
        ? ['Thông tin chung', 'Câu trả lời', 'Phát hiện', 'Minh chứng']
        : ['About', 'Answers', 'Findings', 'Evidence'],
    );
    for (const [index, table] of (['answers', 'findings', 'evidence'] as const).entries()) {
      expect(records(sheets[index + 1]!)).toEqual(records(readCsv(exportCsv(input(subject, lang), table))));
    }
    expect(sheets[0]!.flat()).toContain(subject.result.answersHash);
  });

  it('no formula of the organisation survives', () => {
    const book = readXlsx(exportXlsx(input(subjectOf('hiring-screener', { reviewed: true }))));
    const cells = Object.values(book).flat(2);
    expect(cells).toContain('\'=HYPERLINK("https://example.vn")');
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });
});
