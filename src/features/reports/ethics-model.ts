/** @module The ethics frameworks as the report prints them: the official form line by line, then the points. */
import type { FrameworkEntryResult, ObligationStatus, Proof } from '../../engine/index.ts';
import type { Gap, Writer } from './writer.ts';

/** @returns one entry for each framework that was asked about; empty when none was */
export function ethicsModel(writer: Writer) {
  const { frameworks, lines, points } = writer.input.result.ethicsFramework;
  const { texts, subject } = writer.input;
  const reviewed = subject.review?.reviewedResult.ethicsFramework;
  const part = (id: string, own: FrameworkEntryResult[], theirs: FrameworkEntryResult[] | undefined) =>
    own
      .filter(({ framework }) => framework === id)
      .map((entry) => {
        const found = theirs?.find(({ ref, framework }) => ref === entry.ref && framework === id);
        return entryModel(writer, entry, found);
      });
  return frameworks.map(({ id, title, force, basis }) => ({
    title: writer.say(title),
    force: texts.ethicsForce[force],
    basis: writer.cite(basis),
    reviewed: reviewed !== undefined,
    lines: part(id, lines, reviewed?.lines),
    points: part(id, points, reviewed?.points),
    conclusion: conclusion(writer),
  }));
}

function entryModel(writer: Writer, entry: FrameworkEntryResult, reviewed: FrameworkEntryResult | undefined) {
  const { ref, title, level, basis, proof, remedy } = entry;
  const { texts } = writer.input;
  const own = proofModel(writer, proof);
  const missing = gapsOf(writer, entry, own);
  return {
    ref,
    title: writer.say(title),
    level,
    levelWord: texts.formLevels[level],
    reviewed: reviewed ? { level: reviewed.level, levelWord: texts.formLevels[reviewed.level] } : null,
    basis: writer.cite(basis),
    ...own,
    ...missing,
    gaps: mergedGaps(Object.values(missing)),
    suggestion: remedy && writer.say(remedy.action),
  };
}

/**
 * What an entry lacks: first the answer, then what shows it, or what is to be done. `notNeeded` where nothing is
 * expected: a place is never left empty.
 */
export function gapsOf(
  writer: Writer,
  { level, proof }: { level: ObligationStatus; proof: Proof[] },
  own: ReturnType<typeof proofModel>,
) {
  const { texts, answers } = writer.input;
  const ids = (wanted: (entry: Proof) => boolean) => proof.filter(wanted).map(({ questionId }) => questionId);
  // An answer that is kept but does not count yet is not asked for again.
  const isHeld = ({ questionId }: Proof): boolean => answers.get(questionId)?.state === 'known';
  const open = ids((entry) => entry.level === 'unknown' && !isHeld(entry));
  const held = ids((entry) => entry.level === 'unknown' && isHeld(entry));
  const isOpen = level === 'unknown';
  const failing = ids((entry) => entry.level === 'not_met' || entry.level === 'partly_met');
  const expectsProof = level === 'met' || level === 'partly_met';
  const expectsRemedy = level === 'not_met' || level === 'partly_met';
  const bare = ids((entry) => entry.level === 'met' || entry.level === 'partly_met');
  return {
    levelGap:
      isOpen && (open.length > 0 || held.length > 0 || proof.length === 0) ? levelGap(writer, open, held) : null,
    evidenceGap: expectsProof && own.ownEvidence.length === 0 ? writer.gap(texts.evidenceMissing, bare) : null,
    remedyGap: expectsRemedy && own.ownRemedies.length === 0 ? writer.gap(texts.remedyMissing, failing) : null,
    ownerGap: expectsRemedy && own.ownOwners.length === 0 ? writer.gap(texts.responsibleMissing, failing) : null,
  };
}

function levelGap(writer: Writer, open: string[], held: string[]): Gap | null {
  const { texts } = writer.input;
  if (open.length > 0 || held.length === 0) return writer.gap(texts.levelMissing, open);
  return writer.gap(`${texts.levelHeld} ${held.map((id) => `“${writer.question(id)}”`).join('; ')}`);
}

/** Gaps that the same questions fill become one, so that no question is printed twice under one entry. */
export function mergedGaps(gaps: readonly (Gap | null)[]): Gap[] {
  const merged = new Map<string, Gap>();
  for (const gap of gaps) {
    if (gap === null) continue;
    const key = gap.questions.join('\n');
    const same = merged.get(key);
    merged.set(key, same ? { ...same, text: `${same.text}; ${gap.text}` } : gap);
  }
  return [...merged.values()];
}

/** What the organisation itself said: evidence, remedial action, who and by when; nothing of ours. */
export function proofModel({ date, input: { texts } }: Writer, proof: Proof[]) {
  const unique = (values: (string | null)[]): string[] => [...new Set(values.flatMap((value) => value ?? []))];
  return {
    ownEvidence: unique(proof.flatMap(({ evidence }) => evidence)),
    ownNotes: unique(proof.map(({ note }) => note)),
    ownRemedies: unique(proof.map(({ remedy }) => remedy)),
    ownOwners: unique(
      proof.map(({ owner, due }) => {
        if (owner === null && due === null) return null;
        return [owner ?? texts.ownerMissing, due === null ? texts.dueMissing : date(due)].join(' – ');
      }),
    ),
  };
}

/** Section G of the form: keep, adjust, suspend or scale. */
function conclusion({ input: { answers }, say, questions }: Writer): string | null {
  const question = [...questions.values()].find(({ official_form: line }) => line === 'G');
  const answer = question && answers.get(question.id);
  const option = question?.options?.find(({ id }) => id === answer?.value);
  return option ? say(option.text) : null;
}
