/** @module The statements of drafts. Row-level security decides whose rows they see. */
import {
  type ExpressionBuilder,
  type RawBuilder,
  type Selectable,
  type SelectQueryBuilder,
  sql,
  type Updateable,
} from 'kysely';
import type { Position } from '../../app/page.ts';
import { oneMoreThan } from '../../db/limit.ts';
import type { Trx } from '../../db/scope.ts';
import type { AssessmentTable, DatasetTable, Tables } from '../../db/tables.ts';
import { systemsNamed } from '../systems/index.ts';

export type AssessmentRow = Selectable<AssessmentTable>;

export const insertAssessment = (
  trx: Trx,
  row: Omit<AssessmentRow, 'revision' | 'superseded_by'> & { revision?: number },
): Promise<unknown> =>
  trx
    .insertInto('assessment')
    .values({ ...row, superseded_by: null })
    .execute();

/** With the name of its system, how often it was submitted, and why it was withdrawn. */
const withSystem = (trx: Trx, organisationId: string) =>
  trx
    .selectFrom('assessment')
    .innerJoin('system', (join) =>
      join
        .onRef('system.organisation_id', '=', 'assessment.organisation_id')
        .onRef('system.id', '=', 'assessment.system_id'),
    )
    .leftJoin('assessment_withdrawal', (join) =>
      join
        .onRef('assessment_withdrawal.organisation_id', '=', 'assessment.organisation_id')
        .onRef('assessment_withdrawal.assessment_id', '=', 'assessment.id'),
    )
    .select(['system.name as system_name', 'assessment_withdrawal.reason as withdrawal_reason'])
    .select(({ selectFrom }) =>
      selectFrom('submission')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('submission.organisation_id', '=', 'assessment.organisation_id')
        .whereRef('submission.assessment_id', '=', 'assessment.id')
        .as('submissions'),
    )
    .where('assessment.organisation_id', '=', organisationId);

interface Around {
  system_name: string;
  submissions: number | null;
  withdrawal_reason: string | null;
}

export const findAssessment = (
  trx: Trx,
  organisationId: string,
  id: string,
): Promise<(AssessmentRow & Around) | undefined> =>
  withSystem(trx, organisationId).selectAll('assessment').where('assessment.id', '=', id).executeTakeFirst();

/** A row as lists show it: without what an upgrade put aside, which can be long. */
export type ListedAssessment = Omit<AssessmentRow, 'earlier_answers'> & Around;

const LISTED = Object.keys({
  organisation_id: 1,
  id: 1,
  system_id: 1,
  status: 1,
  questionnaires: 1,
  as_of: 1,
  revision: 1,
  copied_from: 1,
  superseded_by: 1,
  created_by: 1,
  created_at: 1,
  updated_at: 1,
} satisfies Record<Exclude<keyof AssessmentRow, 'earlier_answers'>, 1>).map(
  (name) => `assessment.${name as Exclude<keyof AssessmentRow, 'earlier_answers'>}` as const,
);

export interface AssessmentFilter {
  organisationId: string;
  systemId?: string | undefined;
  status?: AssessmentRow['status'] | undefined;
  search?: string | undefined;
  after?: Position | undefined;
  limit: number;
}

/** Up to here the assessments of the systems are fewer than what a walk through the list would pass by. */
const FEW_SYSTEMS = 40;

type OfAssessments = ExpressionBuilder<Tables, 'assessment'>;

/** What a filter asks of an assessment, but for the words of a search. */
const isAskedFor =
  ({ organisationId, systemId, status, after }: AssessmentFilter) =>
  ({ eb, and, refTuple, tuple }: OfAssessments) =>
    and([
      eb('assessment.organisation_id', '=', organisationId),
      ...(systemId ? [eb('assessment.system_id', '=', systemId)] : []),
      ...(status ? [eb('assessment.status', '=', status)] : []),
      ...(after ? [eb(refTuple('assessment.created_at', 'assessment.id'), '<', tuple(after.at, after.id))] : []),
    ]);

/**
 * Is an assessment on the page of a search for the name of its system? Of few systems theirs are picked out; of many the list
 * is walked until the page is full. PostgreSQL sees which as it goes. Asked for in two statements, the second would be planned
 * anew for each list of ids, which takes longer than reading the page.
 */
function isFound(trx: Trx, search: string, filter: AssessmentFilter): RawBuilder<boolean> {
  const areFew = sql`(select count(*) from named) <= ${sql.lit(FEW_SYSTEMS)}`;
  const pageOf = (systems: RawBuilder<unknown>) =>
    newestFirst(
      trx.selectFrom('assessment').select('assessment.id').where(isAskedFor(filter)).where(sql<boolean>`${systems}`),
      filter.limit,
    );
  const ofFew = sql`${areFew} and assessment.system_id = any(array(select id from named limit ${sql.lit(FEW_SYSTEMS)}))`;
  const ofMany = sql`not ${areFew} and (assessment.system_id in (select id from named)) is true`;
  return sql`assessment.id = any(array(
    with named as materialized (${systemsNamed(trx, filter.organisationId, search)})
    (${pageOf(ofFew)}) union all (${pageOf(ofMany)})))`;
}

const newestFirst = <Row>(query: SelectQueryBuilder<Tables, 'assessment', Row>, limit: number) =>
  query.orderBy('assessment.created_at', 'desc').orderBy('assessment.id', 'desc').limit(oneMoreThan(limit));

/** Newest first; one row more than `limit`, to see whether there is a next page. */
export function listAssessments(trx: Trx, filter: AssessmentFilter): Promise<ListedAssessment[]> {
  let query = withSystem(trx, filter.organisationId).select(LISTED).where(isAskedFor(filter));
  if (filter.search) query = query.where(isFound(trx, filter.search, filter));
  return newestFirst(query, filter.limit).execute();
}

/** The row, which nobody else can change until the transaction ends. */
export const lockAssessment = (trx: Trx, organisationId: string, id: string): Promise<AssessmentRow | undefined> =>
  trx
    .selectFrom('assessment')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const updateAssessment = (
  trx: Trx,
  { organisation_id, id }: Pick<AssessmentRow, 'organisation_id' | 'id'>,
  values: Updateable<AssessmentTable>,
): Promise<AssessmentRow> =>
  trx
    .updateTable('assessment')
    .set(values)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

type Key = Pick<AssessmentRow, 'organisation_id' | 'id'>;

export const readAnswerRows = (trx: Trx, { organisation_id, id }: Key, questions?: string[]) => {
  const query = trx
    .selectFrom('answer')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .orderBy('question_id');
  return (questions ? query.where('question_id', 'in', questions) : query).execute();
};

/** Questions of the list whose answer changed after a revision, with that change. */
export const changedSince = (trx: Trx, { organisation_id, id }: Key, revision: number, questions: string[]) =>
  trx
    .selectFrom('answer_change')
    .select(['question_id', 'revision', 'after', 'changed_by', 'changed_at'])
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .where('revision', '>', revision)
    .where('question_id', 'in', questions)
    .orderBy('revision')
    .execute();

export interface AnswerWrite {
  questionId: string;
  before: object | null;
  after: object | null;
}

/** Writes answers and their history; both or neither. */
export async function writeAnswers(
  trx: Trx,
  { organisation_id, id }: Key,
  writes: AnswerWrite[],
  by: { revision: number; why: string | null; changed_by: string; changed_at: Date },
): Promise<void> {
  const { revision, why, changed_by, changed_at } = by;
  const place = { organisation_id, assessment_id: id };
  await trx
    .insertInto('answer_change')
    .values(
      writes.map(({ questionId, before, after }) => ({
        ...place,
        revision,
        question_id: questionId,
        before,
        after,
        why,
        changed_by,
        changed_at,
      })),
    )
    .execute();
  const kept = writes.filter(({ after }) => after !== null);
  if (kept.length > 0) {
    await trx
      .insertInto('answer')
      .values(
        kept.map(({ questionId, after }) => ({
          ...place,
          question_id: questionId,
          content: after!,
          revision,
          changed_by,
          changed_at,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['organisation_id', 'assessment_id', 'question_id']).doUpdateSet((eb) => ({
          content: eb.ref('excluded.content'),
          revision: eb.ref('excluded.revision'),
          changed_by: eb.ref('excluded.changed_by'),
          changed_at: eb.ref('excluded.changed_at'),
        })),
      )
      .execute();
  }
  const gone = writes.filter(({ after }) => after === null).map(({ questionId }) => questionId);
  if (gone.length > 0) {
    await trx
      .deleteFrom('answer')
      .where('organisation_id', '=', organisation_id)
      .where('assessment_id', '=', id)
      .where('question_id', 'in', gone)
      .execute();
  }
}

export const listChanges = (
  trx: Trx,
  { organisation_id, id }: Key,
  questionId: string | undefined,
  before: number,
  limit: number,
) => {
  const query = trx
    .selectFrom('answer_change')
    .selectAll()
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .where('revision', '<', before)
    .orderBy('revision', 'desc')
    .orderBy('question_id');
  return (questionId ? query.where('question_id', '=', questionId) : query).limit(limit).execute();
};

export const readDatasets = (trx: Trx, { organisation_id, id }: Key) =>
  trx
    .selectFrom('dataset')
    .select(['id', 'kind', 'data'])
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .orderBy('id')
    .execute();

export const datasetIds = async (trx: Trx, { organisation_id, id }: Key): Promise<string[]> => {
  const rows = await trx
    .selectFrom('dataset')
    .select('id')
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .execute();
  return rows.map((row) => row.id);
};

export const putDataset = (
  trx: Trx,
  row: {
    organisation_id: string;
    assessment_id: string;
    id: string;
    kind: DatasetTable['kind'];
    data: object;
    revision: number;
    changed_by: string;
    changed_at: Date;
  },
): Promise<unknown> =>
  trx
    .insertInto('dataset')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'assessment_id', 'id']).doUpdateSet({
        kind: row.kind,
        data: row.data,
        revision: row.revision,
        changed_by: row.changed_by,
        changed_at: row.changed_at,
      }),
    )
    .execute();

export const deleteDataset = async (trx: Trx, { organisation_id, id }: Key, datasetId: string): Promise<boolean> => {
  const { numDeletedRows } = await trx
    .deleteFrom('dataset')
    .where('organisation_id', '=', organisation_id)
    .where('assessment_id', '=', id)
    .where('id', '=', datasetId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};

/** Copies data sets of one assessment to another of the same organisation. */
export const copyDatasets = (
  trx: Trx,
  { organisation_id, id }: Key,
  target: { id: string; changed_by: string; changed_at: Date },
): Promise<unknown> =>
  sql`insert into dataset (organisation_id, assessment_id, id, kind, data, revision, changed_by, changed_at)
    select organisation_id, ${target.id}, id, kind, data, 1, ${target.changed_by}, ${target.changed_at}
    from dataset where organisation_id = ${organisation_id} and assessment_id = ${id}`.execute(trx);
