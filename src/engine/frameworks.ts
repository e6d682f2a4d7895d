/** @module Lines of the official form and points of the ethics frameworks, from the questions that name them. */

import type { Evaluated } from './classify.ts';
import type { FrameworkEntry, Question } from './content.ts';
import { type Level, proofOf } from './levels.ts';
import type { EthicsFramework, FrameworkEntryResult } from './result.ts';

/** Frameworks in force on the day that the chosen questionnaires ask about. */
export function assessFrameworks(evaluated: Evaluated): EthicsFramework {
  const { content, answerSet, explainer, inForce } = evaluated;
  const questions = answerSet.questionnaires.flatMap(({ sections }) =>
    sections.flatMap((section) => section.questions),
  );
  const byRef = new Map<string, string[]>();
  const note = (ref: string, { id }: Question): void => {
    const list = byRef.get(ref);
    if (!list) byRef.set(ref, [id]);
    else if (!list.includes(id)) list.push(id);
  };
  for (const question of questions) {
    if (!question.scale) continue;
    if (question.official_form) note(question.official_form, question);
    for (const ref of question.points ?? []) note(ref, question);
  }
  const result: EthicsFramework = { frameworks: [], lines: [], points: [] };
  for (const framework of content.frameworks) {
    if (framework.applies_from > answerSet.asOf) continue;
    const asked = [...framework.lines, ...framework.points].some(({ ref }) => byRef.has(ref));
    if (!asked) continue;
    const binds = explainer.value(framework.binding_when) as boolean | undefined;
    const force = binds === undefined ? 'unknown' : binds ? 'binding' : 'encouraged';
    const { id, title } = framework;
    result.frameworks.push({ id, title, force, basis: inForce(framework.basis) });
    const entry = (
      part: FrameworkEntry,
      own: FrameworkEntryResult['force'],
      read: (level: Level) => Level,
    ): FrameworkEntryResult => {
      const { proof, together } = proofOf(evaluated, byRef.get(part.ref) ?? []);
      const level = read(together);
      const remedy = level === 'met' || level === 'not_applicable' ? null : part.remedy;
      return {
        ref: part.ref,
        framework: id,
        title: part.title,
        level,
        force: own,
        basis: inForce(part.basis),
        proof,
        remedy,
      };
    };
    // The form is an appendix: guidance, also for those whom the framework binds.
    const ofForm = force === 'binding' ? 'guidance' : force;
    for (const line of framework.lines) result.lines.push(entry(line, ofForm, officialLevel));
    for (const point of framework.points) result.points.push(entry(point, force, (level) => level));
  }
  return result;
}

/** The official form knows no level between met and not met. */
const officialLevel = (level: Level): Level => (level === 'partly_met' ? 'not_met' : level);
