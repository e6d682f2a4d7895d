/**
 * @module Systems of which nothing is known: none of their assessments is submitted. Left out of the list they would read as
 * systems without duties.
 */
import { addDays, type PlainDate } from '../../engine/index.ts';
import type { SystemRow } from '../systems/index.ts';
import type { Duty } from './duty.ts';
import { FIRST_ASSESSMENT, inUseSince, inUseUnknown, toBeUsedFrom } from './words.ts';

/** What the provider does before use, and the deployer inherits (AI Law, article 10(1), (2)); nothing says yet that it applies. */
const BASIS = ['law-134-2025:10.1', 'law-134-2025:10.2', 'decree-142-2026:5.2', 'decree-142-2026:6.1'];

/** @returns a duty that is undetermined, with the day before use where that day is still to come */
export function firstAssessment({ id, roles, go_live_on: goLive }: SystemRow, today: PlainDate): Duty {
  const isToCome = goLive !== null && goLive > today;
  return {
    id: `assessment:${id}`,
    kind: 'assessment',
    systemId: id,
    title: FIRST_ASSESSMENT.title,
    text: FIRST_ASSESSMENT.text,
    binding: true,
    applies: 'unknown',
    yours: roles.includes('provider') ? 'yes' : 'unknown',
    done: 'unknown',
    dueAt: null,
    dueOn: null,
    possibleDates: isToCome ? [addDays(goLive, -1)] : [],
    since: null,
    state: 'undetermined',
    basis: BASIS,
    source: { kind: 'system', id },
    notes: [goLive === null ? inUseUnknown : isToCome ? toBeUsedFrom(goLive) : inUseSince(goLive)],
  };
}
