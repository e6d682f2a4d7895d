/** @module What lies where in a bundle. */

export const PATHS = {
  manifest: 'manifest.json',
  manifestSignature: 'manifest.jws',
  places: 'places.json',
  readmeVi: 'README.vi.md',
  readmeEn: 'README.en.md',
  credential: 'credential.jwt',
  keys: 'keys.json',
  withdrawal: 'status/withdrawal.jwt',
  supersession: 'status/supersession.jwt',
  event: 'log/event.json',
  inclusion: 'log/inclusion.json',
  checkpoint: 'log/checkpoint.txt',
  rules: 'content/rules.json',
  occupations: 'content/occupations.json',
  submission: 'records/submission.json',
  review: 'records/review.json',
  answers: 'records/answers.json',
  result: 'records/result.json',
  reviewedResult: 'records/reviewed-result.json',
  evidence: 'records/evidence.json',
} as const;

export const QUESTIONNAIRES = 'content/questionnaires/';
export const REPORTS = 'reports/';

export const questionnairePath = ({ id, version }: { id: string; version: string }): string =>
  `${QUESTIONNAIRES}${id}@${version}.json`;

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9@._-]*$/;

/** A relative path of plain names: nothing that climbs, hides or means something else on another system. */
export const isSafePath = (path: string): boolean =>
  path.length <= 200 && path.split('/').every((segment) => SEGMENT.test(segment) && !segment.endsWith('.'));
