/** @module The whole life of an assessment over the typed client: from signing up to a report and an attestation. */
import { answerAssessment, type Example, reviseAnswer, submit } from './assess.ts';
import {
  exportSubmission,
  getAttestation,
  getCredential,
  getFullBundle,
  getKeys,
  getPublicBundle,
  getReview,
  getReviewRecord,
  getReviewResult,
  getSubmissionReport,
  issueAttestation,
  listEvents,
  listFindings,
  remedyFinding,
} from './client.ts';
import { expectStatus, openBrowser } from './http.ts';
import { type Account, foundAuditBody, foundCompany, type Person } from './people.ts';
import { askForChanges, conclude, examine, examineAgain, openReview } from './review.ts';

export interface Task {
  baseUrl: string;
  operator: Account;
  example: Example;
}

/** @returns what came of it, for the test to look at */
export async function liveThrough({ baseUrl, operator, example }: Task) {
  const company = await foundCompany(baseUrl);
  const body = await foundAuditBody(baseUrl, operator);
  const { owner, colleague } = company;
  const assessmentId = await answerAssessment(company, example);
  const submitted = await submit(owner, assessmentId);
  const reviewId = await openReview(owner, body, submitted.id);
  const { question, finding } = await examine(reviewId, body.first);
  await askForChanges(reviewId, body.first, question);
  await remedy(colleague, finding.id);
  await reviseAnswer(colleague, assessmentId, question);
  const again = await submit(owner, assessmentId);
  await examineAgain(reviewId, body.second, question, finding.id);
  const concluded = await conclude(reviewId, body);
  return {
    submissions: [submitted.number, again.number],
    status: concluded.status,
    ...(await readOutcome(owner, reviewId)),
    reports: await readReports(owner, again.id),
    attestation: await attest(owner, again.id),
  };
}

async function remedy({ as }: Person, findingId: string): Promise<void> {
  const open = expectStatus(await listFindings({ state: 'open' }, {}, { as }), 200).data.items;
  if (!open.some(({ id }) => id === findingId)) throw new Error('the company does not see the finding');
  const remedied = await remedyFinding(findingId, { remediation: 'Đã bổ sung tài liệu mô tả.' }, {}, { as });
  if (expectStatus(remedied, 200).data.state !== 'remediated') throw new Error('the remedy is not kept');
}

async function readOutcome({ as }: Person, reviewId: string) {
  const review = expectStatus(await getReview(reviewId, {}, { as }), 200).data;
  const { final, reviewed } = expectStatus(await getReviewResult(reviewId, {}, { as }), 200).data;
  const record = expectStatus(await getReviewRecord(reviewId, {}, { as }), 200).data;
  const events = expectStatus(await listEvents({}, {}, { as }), 200).data.items;
  return {
    conclusion: review.record?.conclusion,
    signatures: record.signOffs.length,
    verdicts: new Set(record.verdicts.map(({ verdict }) => verdict)),
    final,
    reviewedTier: reviewed?.tier,
    events: events.length,
  };
}

async function readReports({ as }: Person, submissionId: string) {
  const asked = { headers: { Accept: 'text/html' }, as };
  const html = await getSubmissionReport(submissionId, 'audit', { lang: 'vi', format: 'html' }, {}, asked);
  const model = await getSubmissionReport(submissionId, 'audit', { lang: 'en', format: 'json' }, {}, { as });
  const oscal = await exportSubmission(submissionId, 'oscal', {}, {}, { as });
  const table = await exportSubmission(submissionId, 'answers', {}, {}, { as });
  return {
    html: String(expectStatus(html, 200).data).slice(0, 15),
    model: JSON.stringify(expectStatus(model, 200).data).length,
    oscal: Object.keys(expectStatus(oscal, 200).data),
    rows: String(expectStatus(table, 200).data).split('\r\n').length,
  };
}

/** What anyone can check, who was never signed in here; and the copy with answers. */
async function attest({ as }: Person, submissionId: string) {
  const { id } = expectStatus(await issueAttestation(submissionId, {}, { as }), 201).data;
  const anyone = { as: openBrowser(as.baseUrl) };
  const shown = expectStatus(await getAttestation(id, anyone), 200).data;
  const credential = expectStatus(await getCredential(id, anyone), 200).data;
  const keySet = expectStatus(await getKeys(anyone), 200).data;
  const open = expectStatus(await getPublicBundle(id, anyone), 200).data;
  const full = expectStatus(await getFullBundle(id, {}, { as }), 200).data;
  const bundles = { open: await toBase64(open), full: await toBase64(full) };
  return { status: shown.status, credential, keySet, bundles };
}

async function toBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
