/** @module One made-up assessment, from its creation to where it stands, with the history of its answers. */
import type { AppContext } from '../../app/context.ts';
import { todayInVietNam } from '../../app/context.ts';
import { hashJson } from '../../content/hash.ts';
import {
  type AnswerWrite,
  type AssessmentRow,
  findAssessment,
  insertAssessment,
  putDataset,
  toStored,
  updateAssessment,
  writeAnswers,
} from '../../features/drafts/index.ts';
import { freezeAssessment } from '../../features/submissions/index.ts';
import type { SystemRow } from '../../features/systems/index.ts';
import type { World } from './seed-organisation.ts';
import { type Varied, varyAnswers } from './vary-answers.ts';
import { WHY } from './words.ts';

const DRAFTS = 0.25;
const WITHDRAWN = 0.05;
/** Answers that are given once and corrected later. */
const CORRECTED = 0.05;

interface SeedSystem {
  row: SystemRow;
  example: AppContext['examples'][number];
  /** An assessment that is submitted and not superseded. */
  last: string | undefined;
}

/** @param room milliseconds from now in which all of it happens */
export async function seedAssessment(
  world: World,
  system: SeedSystem,
  room: number,
): Promise<{ id: string; submitted: boolean; isOpen: boolean; answers: number }> {
  const { ctx, random, clock } = world;
  const begun = clock.now().getTime();
  const isDraft = random.chance(DRAFTS);
  const varied = varyAnswers(ctx, random, system.example, todayInVietNam(clock));
  const row = await insertDraft(world, system.row, varied);
  const share = isDraft ? 0.3 + random.next() / 2 : 1;
  const batches = batchesOf(world, varied.answers, share);
  for (const [index, writes] of batches.entries()) {
    clock.set(begun + (room * (index + 1)) / (batches.length + 2));
    await saveBatch(world, row, varied.datasets.length + index + 1, writes);
  }
  const answers = batches.reduce((sum, { length }) => sum + length, 0);
  if (isDraft) return { id: row.id, submitted: false, isOpen: false, answers };
  clock.set(begun + (room * (batches.length + 1)) / (batches.length + 2));
  await submit(world, row.id, system);
  const isWithdrawn = random.chance(WITHDRAWN);
  if (isWithdrawn) {
    clock.set(begun + room);
    await updateAssessment(world.trx, row, { status: 'withdrawn', updated_at: clock.now() });
    world.event(random.pick(world.people), 'assessment.withdrawn', row.id, { from: 'submitted' });
  }
  return { id: row.id, submitted: true, isOpen: !isWithdrawn, answers };
}

type Draft = Pick<AssessmentRow, 'organisation_id' | 'id'>;

async function insertDraft(world: World, system: SystemRow, { questionnaires, datasets }: Varied): Promise<Draft> {
  const { trx, ctx, random, clock, organisationId } = world;
  const actor = random.pick(world.people);
  const now = clock.now();
  const row = { organisation_id: organisationId, id: ctx.ids.next('asm') };
  await insertAssessment(trx, {
    ...row,
    system_id: system.id,
    status: 'draft',
    questionnaires,
    as_of: null,
    earlier_answers: {},
    copied_from: null,
    created_by: actor,
    created_at: now,
    updated_at: now,
    revision: 0,
  });
  world.event(actor, 'assessment.created', row.id, { system: system.id, questionnaires });
  for (const [index, { id, kind, data }] of datasets.entries()) {
    const revision = index + 1;
    const by = { revision, changed_by: actor, changed_at: now };
    await putDataset(trx, { organisation_id: organisationId, assessment_id: row.id, id, kind, data, ...by });
    const digest = hashJson([ctx.ids.secret(16), kind, data]);
    world.event(actor, 'dataset.saved', row.id, { dataset: id, revision, digest });
  }
  return row;
}

/** Answers as people give them: some at a sitting, and a few thought better of at the end. */
function batchesOf({ random }: World, answers: Record<string, unknown>, share: number): AnswerWrite[][] {
  const all = Object.entries(answers);
  const given = all.slice(0, Math.ceil(all.length * share));
  const sittings = random.between(2, 4);
  const size = Math.ceil(given.length / sittings);
  const corrections: AnswerWrite[] = [];
  const writes = given.map(([questionId, answer]): AnswerWrite => {
    const after = toStored(answer);
    const first = { value: 'unknown' };
    const isKnown = (after as { value: unknown }).value !== 'unknown';
    if (!isKnown || !random.chance(CORRECTED)) return { questionId, before: null, after };
    corrections.push({ questionId, before: first, after });
    return { questionId, before: null, after: first };
  });
  const batches = Array.from({ length: sittings }, (_, index) => writes.slice(index * size, (index + 1) * size));
  return [...batches, corrections].filter(({ length }) => length > 0);
}

async function saveBatch(world: World, row: Draft, revision: number, writes: AnswerWrite[]): Promise<void> {
  const { trx, ctx, random, clock } = world;
  const actor = random.pick(world.people);
  const now = clock.now();
  await writeAnswers(trx, row, writes, { revision, why: random.pick(WHY), changed_by: actor, changed_at: now });
  await updateAssessment(trx, row, { revision, updated_at: now });
  const changed = writes.map(({ questionId }) => questionId);
  world.event(actor, 'answers.saved', row.id, {
    revision,
    changed,
    digest: hashJson([ctx.ids.secret(16), writes]),
  });
}

/** The record is made by the service's own code, of the rows as they are read back. */
async function submit(world: World, id: string, system: SeedSystem): Promise<void> {
  const { trx, ctx, random, clock, organisationId } = world;
  const actor = random.pick(world.people);
  const assessment = (await findAssessment(trx, organisationId, id))!;
  const replaced = system.last === undefined ? undefined : await findAssessment(trx, organisationId, system.last);
  const { row, details } = await freezeAssessment(ctx, trx, { assessment, actorId: actor, replaced });
  const now = clock.now();
  await updateAssessment(trx, assessment, { status: 'submitted', updated_at: now });
  if (replaced) await updateAssessment(trx, replaced, { status: 'superseded', superseded_by: id });
  world.event(actor, 'assessment.submitted', row.assessment_id, details);
}
