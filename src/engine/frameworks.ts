/** @module Lines of the official form and points of the ethics frameworks, from the questions that name them. */

import type { Evaluated } from './classify.ts';
import type { FrameworkEntry, Question } from './content.ts';
import { type Level, proofOf, togetherOf } from './levels.ts';
import type { EthicsFramework, FrameworkEntryResult } from './result.ts';

/** Frameworks that the chosen questionnaires ask about. */
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
    const asked = [...framework.lines, ...framework.points].some(({ ref }) => byRef.has(ref));
    if (!asked) continue;
    const binds = explainer.value(framework.binding_when) as boolean | undefined;
    const force = binds === undefined ? 'unknown' : binds ? 'binding' : 'encouraged';
    const { id, title } = framework;
    result.frameworks.push({ id, title, force, basis: inForce(framework.basis) });
    const entry = (part: FrameworkEntry, read: (level: Level) => Level): FrameworkEntryResult => {
      const proof = proofOf(evaluated, byRef.get(part.ref) ?? []);
      const level = read(togetherOf(proof.map((item) => item.level)));
      const remedy = level === 'met' || level === 'not_applicable' ? null : part.remedy;
      return {
        ref: part.ref,
        framework: id,
        title: part.title,
        level,
        force,
        basis: inForce(part.basis),
        proof,
        remedy,
      };
    };
    for (const line of framework.lines) result.lines.push(entry(line, officialLevel));
    for (const point of framework.points) result.points.push(entry(point, (level) => level));
  }
  return result;
}

/** The official form knows no level between met and not met. */
const officialLevel = (level: Level): Level => (level === 'partly_met' ? 'not_met' : level);
