/** @module A company with many systems and assessments, written by statements of its own: only the reading is measured. */
import { hashSecret, KEY_PREFIX } from '../../src/app/authenticate.ts';
import { permissionsOf } from '../../src/app/policy.ts';
import { hashAnswers } from '../../src/content/hash.ts';
import { requireContent } from '../../src/content/load.ts';
import { Engine } from '../../src/engine/index.ts';
import { type SubmissionSummary, summariseSubmission } from '../../src/features/duties/summarise-submission.ts';
import type { SubmissionRecord } from '../../src/features/submissions/index.ts';

export const ORGANISATION = 'org_bench';
export const SECRET = `${KEY_PREFIX}bench-key-of-a-database-that-lasts-a-minute`;
export const SYSTEMS = 1_000;
export const ASSESSMENTS_EACH = 20;

export const systemId = (index: number): string => `sys_${String(index).padStart(32, '0')}`;
export const assessmentId = (index: number): string => `asm_${String(index).padStart(32, '0')}`;

const WORDS = ['Chấm điểm', 'Trợ lý', 'Sàng lọc', 'Dự báo', 'Nhận dạng', 'Phân luồng', 'Gợi ý', 'Giám sát'];

/** Runs statements as the owner of the tables. */
interface Owner {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/**
 * 1,000 systems × 20 assessments, ten answers each with their history, half of them submitted; drafts among the first
 * thousand have odd numbers.
 */
export async function fillStore(owner: Owner): Promise<void> {
  await owner.query(
    `insert into organisation (organisation_id, kind, name, created_at, updated_at) values ($1, 'company', 'Bench', now(), now())`,
    [ORGANISATION],
  );
  await owner.query(
    `insert into api_key (organisation_id, id, name, key_hash, hint, role, scopes, created_by, created_at, expires_at, last_used_at)
     values ($1, 'key_bench', 'bench', $2, 'lt_bench', 'owner', $3, 'usr_bench', now(), '2100-01-01', '2099-01-01')`,
    [ORGANISATION, hashSecret(SECRET), permissionsOf('company', 'owner')],
  );
  await owner.query(
    `insert into system (organisation_id, id, name, purpose, roles, created_by, created_at, updated_at)
     select $1, 'sys_' || lpad(i::text, 32, '0'), ($2::text[])[1 + i % 8] || ' số ' || i,
       'Hệ thống thử số ' || i || repeat(', đọc hồ sơ và xếp thứ tự', 4), '{deployer}', 'usr_bench',
       now() - i * interval '1 hour', now() from generate_series(0, $3::int - 1) i`,
    [ORGANISATION, WORDS, SYSTEMS],
  );
  const count = SYSTEMS * ASSESSMENTS_EACH;
  await owner.query(
    `insert into assessment (organisation_id, id, system_id, status, questionnaires, revision, created_by, created_at, updated_at)
     select $1, 'asm_' || lpad(i::text, 32, '0'), 'sys_' || lpad((i % $2::int)::text, 32, '0'),
       case when (i + i / $2::int) % 2 = 0 then 'submitted' else 'draft' end,
       '{vn-ai-triage@2026.1,vn-ai-ethics@2026.1}', 1, 'usr_bench', now() - i * interval '3 minutes', now()
     from generate_series(0, $3::int - 1) i`,
    [ORGANISATION, SYSTEMS, count],
  );
  await owner.query(
    `insert into answer_change (organisation_id, assessment_id, revision, question_id, after, changed_by, changed_at)
     select $1, 'asm_' || lpad(i::text, 32, '0'), 1, 'ethics.line.b' || q, '{"value": "met", "note": "theo hồ sơ"}', 'usr_bench', now()
     from generate_series(0, $2::int - 1) i, generate_series(1, 10) q`,
    [ORGANISATION, count],
  );
  await owner.query(
    `insert into answer (organisation_id, assessment_id, question_id, content, revision, changed_by, changed_at)
     select organisation_id, assessment_id, question_id, after, revision, changed_by, changed_at from answer_change`,
  );
  await owner.query(
    `insert into submission (organisation_id, id, assessment_id, system_id, number, record, record_hash, result_hash, rules_hash,
       tier, as_of, submitted_by, submitted_at)
     select organisation_id, 'sub' || substr(id, 4), id, system_id, 1, '{}', 'a', 'b', 'c', 'low', '2026-11-22', 'usr_bench', created_at
     from assessment where status = 'submitted'`,
  );
  await owner.query(
    `insert into submission_duty (organisation_id, submission_id, summary, kept_at)
     select organisation_id, id, $1, submitted_at from submission`,
    [summaryOfExample()],
  );
  await owner.query('vacuum analyze');
}

/** What the worker keeps of a submission, with every duty of a system of high risk. */
function summaryOfExample(): SubmissionSummary {
  const { content, examples } = requireContent();
  const { answerSet } = examples.find(({ id }) => id === 'airport-face-recognition')!;
  const result = new Engine(content).assess(answerSet, hashAnswers(answerSet));
  const record = { asOf: result.asOf, submittedAt: '2026-11-22T00:00:00.000Z', system: { version: null }, result };
  return summariseSubmission({ ...record, evidence: [] } as unknown as SubmissionRecord, content);
}
