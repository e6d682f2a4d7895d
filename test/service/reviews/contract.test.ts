import type { z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { pageSchema } from '../../../src/app/page.ts';
import { ReviewHeadSchema, ReviewSchema } from '../../../src/features/reviews/schema.ts';
import { FindingDetailSchema, FindingSchema } from '../../../src/features/reviews/schema-findings.ts';
import {
  ResultPairSchema,
  SampleSchema,
  StandingVerdictsSchema,
  SubmissionChangesSchema,
  VerdictHistorySchema,
} from '../../../src/features/reviews/schema-work.ts';
import { call, startService } from '../../support/service.ts';
import { acceptRest, conclusionOf, edit, type Person, type Under, underReview } from './support.ts';

const service = startService();

async function expectShapes({ audit, review, team, client }: Under, findingId: string): Promise<void> {
  const shapes: [string, z.ZodType, Person[]][] = [
    [review, ReviewSchema, [client.owner]],
    [audit, ReviewSchema, [team.first, team.leader]],
    ['/v1/reviews', pageSchema(ReviewHeadSchema), [client.owner]],
    ['/v1/audits', pageSchema(ReviewHeadSchema), [team.first, team.leader]],
    [`${review}/result`, ResultPairSchema, [client.owner]],
    [`${audit}/result`, ResultPairSchema, [team.first]],
    [`${review}/changes`, SubmissionChangesSchema, [client.owner]],
    [`${audit}/changes`, SubmissionChangesSchema, [team.first]],
    [`${audit}/sample`, SampleSchema, [team.first]],
    [`${audit}/verdicts`, StandingVerdictsSchema, [team.first]],
    [`${audit}/verdicts/history`, VerdictHistorySchema, [team.first]],
    ['/v1/findings', pageSchema(FindingSchema), [client.owner]],
    [`/v1/findings/${findingId}`, FindingDetailSchema, [client.owner]],
    [`${audit}/findings/${findingId}`, FindingDetailSchema, [team.first]],
  ];
  for (const [path, schema, people] of shapes) {
    for (const { headers } of people) {
      const answered = await call(service, 'GET', path, headers);
      expect(answered.status, path).toBe(200);
      const { error } = schema.safeParse(answered.body);
      expect(error?.issues ?? [], path).toEqual([]);
    }
  }
}

describe('every answer', () => {
  it('fits its schema, under review, after changes were asked for, and concluded', async () => {
    const under = await underReview(service, 'exam-grading');
    const { audit, team, client } = under;
    const made = await call(service, 'POST', `${audit}/findings`, team.first.headers, {
      title: 'Thiếu nhật ký',
      description: 'Không có nhật ký.',
      severity: 'critical',
      basis: ['law-134-2025:14.1.d'],
      due: '2026-12-31',
    });
    await call(service, 'POST', `/v1/findings/${made.body.id}/risk-acceptance`, client.owner.headers, {
      reason: 'Chờ bản cập nhật',
      expiresOn: '2027-01-31',
    });
    await acceptRest(service, under);
    await expectShapes(under, made.body.id);
    await edit(service, 'POST', `${audit}/change-requests`, team.first, { requests: [{ reason: 'Xem lại' }] });
    await edit(service, 'POST', `/v1/assessments/${client.assessmentId}/submissions`, client.owner, {});
    await expectShapes(under, made.body.id);
    await edit(service, 'POST', `${audit}/conclusion`, team.first, conclusionOf('open_findings'));
    const done = await edit(service, 'POST', `${audit}/sign-offs`, team.second);
    expect(done.body.status, JSON.stringify(done.body)).toBe('concluded');
    await expectShapes(under, made.body.id);
  });
});
