/** @module Findings: those of the rules, those of the reviewer, and those that follow from the reviewer's verdicts. */
import type { FindingResult } from '../../../engine/index.ts';
import type { ReviewFinding } from '../../submissions/index.ts';
import { dueOfFinding } from '../finding-due.ts';
import { endedOnce } from '../isolate.ts';
import type { Writer } from '../writer.ts';

/** What needs attention, each with who should do what by when, and what shows that it is done. */
export function findingsModel(writer: Writer) {
  return writer.input.result.findings.map((finding) => ownFinding(writer, finding));
}

function ownFinding(writer: Writer, finding: FindingResult) {
  const { texts, subject, result } = writer.input;
  const { law, own } = dueOfFinding(result, finding);
  const kept = subject.review?.reviewedResult.findings.some(({ id }) => id === finding.id);
  return {
    id: finding.id,
    severity: finding.severity,
    severityWord: texts.severity[finding.severity],
    kindWord: texts.findingKinds[finding.kind],
    title: writer.say(finding.title),
    text: finding.kind === 'gap' ? null : writer.say(finding.text),
    because: writer.because(finding.because),
    remedy: writer.say(finding.remedy),
    planned: finding.planned === null ? null : endedOnce(finding.planned),
    basis: writer.cite(finding.basis),
    owner: finding.owner && writer.say(finding.owner),
    document: finding.document && writer.say(finding.document),
    effort: finding.effort && texts.efforts[finding.effort],
    due: own && writer.date(own),
    dueByLaw: law && writer.deadline(law),
    // A finding of an answer that the reviewer did not accept falls away because the answer now counts as unknown.
    changed: kept === false,
  };
}

/** What the reviewer found, with the state of each; `null` where nobody reviewed. */
export function reviewFindingsModel(writer: Writer) {
  const { subject, result } = writer.input;
  const { review } = subject;
  if (!review) return null;
  const known = new Set(result.findings.map(({ id }) => id));
  return {
    findings: review.findings.map((finding) => reviewFinding(writer, finding)),
    /** Gaps that only the verdicts brought to light. */
    following: review.reviewedResult.findings
      .filter(({ id }) => !known.has(id))
      .map(({ id, title, basis, severity }) => ({
        id,
        title: writer.say(title),
        severityWord: writer.input.texts.severity[severity],
        basis: writer.cite(basis),
      })),
  };
}

function reviewFinding(writer: Writer, finding: ReviewFinding) {
  const { texts } = writer.input;
  const { riskAcceptance: accepted } = finding;
  const isAnswered = finding.remediation !== null || accepted !== null;
  return {
    id: finding.id,
    severity: finding.severity,
    severityWord: texts.severity[finding.severity],
    state: finding.state,
    stateWord: texts.findingStates[finding.state],
    title: finding.title,
    description: finding.description,
    question: finding.questionId && writer.question(finding.questionId),
    basis: finding.basis.length > 0 ? writer.cite(finding.basis) : null,
    owner: finding.owner,
    due: finding.due && writer.date(finding.due),
    ownerGap: finding.owner === null ? writer.gap(texts.ownerMissing) : null,
    dueGap: finding.due === null ? writer.gap(texts.dueMissing) : null,
    remediation: finding.remediation,
    remediationGap: isAnswered ? null : writer.gap(texts.remediationMissing),
    verification: finding.verification,
    accepted: accepted && {
      by: writer.person(accepted.by),
      reason: accepted.reason,
      expiresOn: writer.date(accepted.expiresOn),
    },
  };
}
