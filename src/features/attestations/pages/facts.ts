/** @module The public facts of an attestation, as lines to show; the same on the server and in the browser. */
import { formatDate, formatInstant } from '../../../app/dates.ts';
import type { AttestationSubject } from '../credential/index.ts';
import type { Words } from './words.ts';

/** Days and times as people read them in Viet Nam, where the law applies. */
export function shownInstant(instant: string, lang: 'vi' | 'en'): string {
  return Number.isNaN(Date.parse(instant)) ? instant : formatInstant(instant, lang);
}

function shownDay(day: string, lang: 'vi' | 'en'): string {
  return Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : formatDate(day, lang);
}

/** Label and text, in the order of reading. */
export function factsOf(subject: AttestationSubject, words: Words, lang: 'vi' | 'en'): [string, string][] {
  const { organisation, system, submission, outcome, review } = subject;
  const tier = (name: string): string => (words.tiers as Record<string, string>)[name] ?? name;
  return [
    [words.organisation, organisation.name],
    [words.system, system.version === null ? system.name : `${system.name} (${system.version})`],
    [words.submitted, shownInstant(submission.submittedAt, lang)],
    [words.asOf, shownDay(submission.asOf, lang)],
    [words.tier, tier(outcome.tier)],
    ...(review
      ? ([
          [
            words.review,
            `${review.auditBody.name}: ${words.conclusions[review.conclusion]}, ${shownInstant(review.concludedAt, lang)}`,
          ],
          [words.reviewedTier, tier(review.outcome.tier)],
        ] as [string, string][])
      : ([[words.review, words.noReview]] as [string, string][])),
  ];
}
