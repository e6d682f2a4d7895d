/** @module What lets anyone check a report: versions, hashes, place in the public log, address as a QR code. */
import { renderSVG } from 'uqr';
import type { VerificationBlock } from './report-input.ts';
import type { Writer } from './writer.ts';

/** @returns versions and hashes of everything that the result was computed from */
export function fingerprintsModel({ input: { result, texts, subject } }: Writer) {
  const { submission, review, verification } = subject;
  return [
    { name: texts.engine, value: result.engine.version },
    ...result.content.questionnaires.map(({ id, version, hash }) => ({
      name: `${texts.questionnaire} ${id}@${version}`,
      value: hash,
    })),
    { name: texts.rules, value: result.content.rules.hash },
    { name: texts.answersHash, value: result.answersHash },
    ...(submission ? [{ name: texts.resultHash, value: submission.resultHash }] : []),
    ...(verification ? [{ name: texts.submissionHash, value: verification.submissionHash }] : []),
    ...(review ? [{ name: texts.reviewedResultHash, value: review.reviewedResultHash }] : []),
    ...(verification?.reviewHash ? [{ name: texts.reviewHash, value: verification.reviewHash }] : []),
  ];
}

/** @returns `null` where the record is in no log: then there is nothing to look up */
export function verificationModel({ input: { subject, texts } }: Writer) {
  const { verification } = subject;
  if (!verification) return null;
  return {
    href: verification.href,
    qr: qrCode(verification.href, texts.qrLabel),
    status: verification.status,
    statusWord: texts.recordStates[verification.status],
    isValid: verification.status === 'valid',
    place: logPlace(verification),
    checkpoint: verification.checkpoint && {
      origin: verification.checkpoint.origin,
      size: String(verification.checkpoint.size),
      root: verification.checkpoint.root,
    },
  };
}

const logPlace = ({ logIndex }: VerificationBlock): string | null => (logIndex === null ? null : String(logIndex));

/** An address as a picture of black squares: an `<svg>` of its own, readable from paper in grey. */
export function qrCode(href: string, label: string): string {
  const svg = renderSVG(href, { ecc: 'M', border: 2, blackColor: '#000000', whiteColor: '#ffffff', pixelSize: 4 });
  const name = label.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return svg.replace(/^<svg /, `<svg role="img" aria-label="${name}" class="qr" `);
}
