/** @module By when a finding is to be put right: the day of the law and the day the organisation gave itself, kept apart. */
import { addDays, type FindingResult, type ObligationResult, type PlainDate, type Result } from '../../engine/index.ts';

interface FindingDue {
  /** What the law says of the duty behind the finding; null where no duty is behind it, or no day follows from the law yet. */
  law: Pick<ObligationResult, 'deadline' | 'status'> | null;
  /** The last day on which it is in time by the law. */
  lastDay: PlainDate | null;
  /** The latest day that the organisation gave for what is still missing. */
  own: PlainDate | null;
}

/** A finding that a duty is not met carries one day, "on" or "before" which only the duty tells. */
export function dueOfFinding({ obligations }: Result, { id, due }: FindingResult): FindingDue {
  const duty = obligations.find((entry) => id === `gap.${entry.id}`);
  if (!duty) return { law: null, lastDay: null, own: due };
  const { deadline, status, proof } = duty;
  const promised = proof.flatMap(({ level, due: day }) =>
    (level === 'not_met' || level === 'partly_met') && day !== null ? [day] : [],
  );
  const own = promised.sort().at(-1) ?? null;
  if (deadline.date === null) return { law: null, lastDay: null, own };
  return {
    law: { deadline, status },
    lastDay: deadline.before ? addDays(deadline.date, -1) : deadline.date,
    own,
  };
}

/** The one day for a file that has room for one: the last day of the law, else the day the organisation gave itself. */
export function lastDayOfFinding(result: Result, finding: FindingResult): PlainDate | null {
  const { lastDay, own } = dueOfFinding(result, finding);
  return lastDay ?? own;
}
