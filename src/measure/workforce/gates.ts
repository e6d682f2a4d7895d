/** @module Facts for the gates of the score (methods 3.5). Only G4 can be read from this file; G5 and G6 are asked elsewhere. */
import type { People, YesNoUnknown } from './people.ts';
import type { Process, StepName } from './process.ts';

export interface Gate {
  id: 'G4';
  fires: YesNoUnknown;
  /** Steps that are shown not to be right. */
  because: StepName[];
  /** Steps that nothing shows; what would lift or fire the gate. */
  unproven: StepName[];
}

/** Planned dismissals from this number on (methods 3.5, G4). */
const DISMISSALS_FROM = 2;
const STEPS: ReadonlySet<StepName> = new Set(['consultation', 'plan', 'notice_province', 'notice_workers']);

/**
 * G4: at least two planned dismissals through technology change and no labour-usage plan, no consultation or no 30 days' notice.
 * A step that can still be taken in time does not fire it.
 */
export function gateG4({ outcomes: { ended } }: People, { steps }: Process): Gate {
  const relevant = steps.filter(({ step }) => STEPS.has(step));
  const named = (statuses: readonly string[]): StepName[] =>
    relevant.filter(({ status }) => statuses.includes(status)).map(({ step }) => step);
  const because = named(['late', 'overdue', 'missing', 'incomplete']);
  const unproven = named(['unknown', 'unclear']);
  const many = ended.known >= DISMISSALS_FROM;
  if (!many && ended.complete) return { id: 'G4', fires: 'no', because: [], unproven: [] };
  if (because.length > 0) return { id: 'G4', fires: many ? 'yes' : 'unknown', because, unproven };
  return { id: 'G4', fires: many && unproven.length === 0 ? 'no' : 'unknown', because, unproven };
}
