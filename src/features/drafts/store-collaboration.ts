/** @module The statements of comments and assignments. */
import type { Insertable } from 'kysely';
import type { Trx } from '../../db/scope.ts';
import type { AssignmentTable, CommentTable } from '../../db/tables.ts';

export const listComments = (
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  questionId: string | undefined,
) => {
  const query = trx
    .selectFrom('comment')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .orderBy('written_at')
    .orderBy('id');
  return (questionId ? query.where('question_id', '=', questionId) : query).execute();
};

export const insertComment = (trx: Trx, row: Insertable<CommentTable>) =>
  trx.insertInto('comment').values(row).returningAll().executeTakeFirstOrThrow();

/** @returns the comment, or undefined where there is none that is still open */
export const resolveComment = (
  trx: Trx,
  place: { organisationId: string; assessmentId: string; id: string },
  by: { userId: string; at: Date },
) =>
  trx
    .updateTable('comment')
    .set({ resolved_by: by.userId, resolved_at: by.at })
    .where('organisation_id', '=', place.organisationId)
    .where('assessment_id', '=', place.assessmentId)
    .where('id', '=', place.id)
    .where('resolved_at', 'is', null)
    .returningAll()
    .executeTakeFirst();

/** A question has another name in a newer version: what was said about it stays beside it. */
export const moveComments = (
  trx: Trx,
  assessment: { organisation_id: string; id: string },
  { from, to }: { from: string; to: string },
): Promise<unknown> =>
  trx
    .updateTable('comment')
    .set({ question_id: to })
    .where('organisation_id', '=', assessment.organisation_id)
    .where('assessment_id', '=', assessment.id)
    .where('question_id', '=', from)
    .execute();

export const listAssignments = (trx: Trx, organisationId: string, assessmentId: string) =>
  trx
    .selectFrom('assignment')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .orderBy('section_id')
    .execute();

export const putAssignment = (trx: Trx, row: Insertable<AssignmentTable>) =>
  trx
    .insertInto('assignment')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'assessment_id', 'section_id']).doUpdateSet({
        user_id: row.user_id,
        assigned_by: row.assigned_by,
        assigned_at: row.assigned_at,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();

export const deleteAssignment = async (
  trx: Trx,
  organisationId: string,
  assessmentId: string,
  sectionId: string,
): Promise<boolean> => {
  const { numDeletedRows } = await trx
    .deleteFrom('assignment')
    .where('organisation_id', '=', organisationId)
    .where('assessment_id', '=', assessmentId)
    .where('section_id', '=', sectionId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
};

/** Is the person a member of the organisation (seen from within it)? */
export const isMember = async (trx: Trx, organisationId: string, userId: string): Promise<boolean> =>
  (await trx
    .selectFrom('member')
    .select('user_id')
    .where('organisation_id', '=', organisationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()) !== undefined;
