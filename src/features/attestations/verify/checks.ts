/** @module The list of checks: what was looked at, what was found, and where. */
import type { Text } from '../../../engine/index.ts';
import { type NotChecked, REASONS, TEXTS } from './texts.ts';

/** In the order in which they are reported; the first that failed gives the verdict its place. */
export const CHECK_IDS = [
  'manifest',
  'files',
  'keys',
  'credential',
  'credential_signature',
  'credential_key',
  'log_event',
  'log_checkpoint',
  'log_inclusion',
  'rules',
  'questionnaires',
  'occupations',
  'submission',
  'review',
  'parts',
  'claims',
  'answers',
  'recomputed',
  'rules_recomputed',
  'review_recomputed',
  'status_lists',
  'bundle_signature',
  'withdrawal',
  'supersession',
  'issuer',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** Not faults of a bundle, but news about it. */
export const NEWS: readonly CheckId[] = ['withdrawal', 'supersession', 'issuer'];

/** Where something differs. */
export interface Place {
  /** Path inside the bundle. */
  file: string;
  /** JSON pointer inside the file; empty for the file as a whole. */
  pointer: string;
  /** Id of the rule, question, duty or record around it, where it has one. */
  within: string | null;
}

export interface Check {
  id: CheckId;
  status: 'passed' | 'failed' | 'not_checked';
  place: Place | null;
  expected: unknown;
  found: unknown;
  text: Text;
}

export interface Difference {
  file: string;
  pointer?: string | undefined;
  within?: string | null | undefined;
  expected?: unknown;
  found?: unknown;
}

export class Checklist {
  private readonly entries = new Map<CheckId, Check>();

  pass(id: CheckId): void {
    this.set(id, 'passed', TEXTS[id].passed, null);
  }

  fail(id: CheckId, difference?: Difference): void {
    this.set(id, 'failed', TEXTS[id].failed, difference ?? null);
  }

  skip(id: CheckId, reason: NotChecked): void {
    this.set(id, 'not_checked', REASONS[reason], null);
  }

  /** Passed unless there is a difference. */
  settle(id: CheckId, difference: Difference | undefined): boolean {
    if (difference) this.fail(id, difference);
    else this.pass(id);
    return difference === undefined;
  }

  get(id: CheckId): Check | undefined {
    return this.entries.get(id);
  }

  hasPassed(...ids: CheckId[]): boolean {
    return ids.every((id) => this.entries.get(id)?.status === 'passed');
  }

  /** Has nothing been found wrong so far? */
  get isSound(): boolean {
    return this.fault === undefined;
  }

  /** The first thing that is wrong. */
  get fault(): Check | undefined {
    return this.list().find(({ id, status }) => status === 'failed' && !NEWS.includes(id));
  }

  /** Checks so far, in the order of reporting. */
  list(): Check[] {
    return CHECK_IDS.flatMap((id) => this.entries.get(id) ?? []);
  }

  private set(id: CheckId, status: Check['status'], text: Text, difference: Difference | null): void {
    const place = difference && {
      file: difference.file,
      pointer: difference.pointer ?? '',
      within: difference.within ?? null,
    };
    this.entries.set(id, {
      id,
      status,
      place,
      expected: difference?.expected ?? null,
      found: difference?.found ?? null,
      text,
    });
  }
}
