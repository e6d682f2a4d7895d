/** @module What is still unknown, most decisive first, and what an answer could still change. */
import type { Evaluated } from './classify.ts';
import { rowVariable } from './program.ts';
import type { Classification, EthicsFramework, ObligationResult, OpenQuestion, Proof } from './result.ts';

export function listOpenQuestions(
  evaluated: Evaluated,
  classification: Classification,
  obligations: ObligationResult[],
  ethics: EthicsFramework,
): OpenQuestion[] {
  const { plan, state, explainer, answerSet, content } = evaluated;
  const effects = new Map<string, string[]>();
  const note = (ids: Iterable<string>, effect: string): void => {
    for (const id of ids) {
      const list = effects.get(id) ?? [];
      if (list.length === 0) effects.set(id, list);
      if (!list.includes(effect)) list.push(effect);
    }
  };
  const rank = new Map(classification.deciders.map((id, position) => [id, position]));
  note(classification.deciders, 'tier');
  if (classification.impactAssessment === 'unknown') {
    note(explainer.ofVariable('fact.impact-assessment-required'), 'impactAssessment');
  }
  for (const { id, value } of classification.transitions) if (value === null) note(explainer.ofVariable(id), id);
  for (const { row, status } of classification.highRiskRows) {
    if (status === 'possible') note(explainer.ofVariable(rowVariable(row)), rowVariable(row));
  }
  for (const { actor, status } of classification.roles) {
    if (status !== 'unknown') continue;
    const { fact } = content.actors.find(({ id }) => id === actor)!;
    note(explainer.ofVariable(fact), `role:${actor}`);
  }
  // What settles the tier settles the duties that hang on it; they are not listed once more.
  for (const { id, applies, reasons } of obligations) {
    if (applies !== 'unknown') continue;
    note(
      reasons.flatMap((entry) => (entry.value === null && !rank.has(entry.questionId) ? [entry.questionId] : [])),
      id,
    );
  }
  /** What decides which duties exist goes before what proves them. */
  const weight = new Map([...effects].map(([id, list]) => [id, list.length]));
  const unproven = (proof: Proof[]): string[] =>
    proof.filter(({ level }) => level === 'unknown').map(({ questionId }) => questionId);
  const rulesOf = new Map(content.obligations.map(({ id, assessed_by: proof }) => [id, proof]));
  for (const { id, applies, party, status, proof } of obligations) {
    if (applies !== 'yes' || party === 'other' || status === 'met') continue;
    const { questions: _, ...rules } = rulesOf.get(id) ?? {};
    for (const rule of Object.values(rules)) {
      if (explainer.value(rule) === undefined) note(explainer.of(rule), id);
    }
    const open = unproven(proof);
    const claimed = status === 'unknown' && open.length === 0;
    note(claimed ? proof.map(({ questionId }) => questionId) : open, id);
  }
  for (const { ref, proof } of ethics.lines) note(unproven(proof), `line:${ref}`);
  for (const { ref, proof } of ethics.points) note(unproven(proof), `point:${ref}`);

  return (
    plan.steps
      .filter((step) => step.kind === 'answer' && state.raw[step.index] === undefined)
      .filter(
        (step) => state.shown[step.index] === true || (state.shown[step.index] === undefined && effects.has(step.id)),
      )
      // On a scale "not applicable" is an answer, unless a duty that applies is left without any proof by it.
      .filter(
        ({ id, question }) =>
          !(question!.scale || question!.type === 'dataset') ||
          effects.has(id) ||
          answerSet.answers.get(id)?.state !== 'not_applicable',
      )
      .map((step) => {
        const given = answerSet.answers.get(step.id)?.state;
        return {
          order: step.index,
          entry: {
            questionId: step.id,
            state: given === 'unknown' || given === 'not_applicable' ? given : ('unanswered' as const),
            conditional: state.shown[step.index] !== true,
            wouldChange: effects.get(step.id) ?? [],
          },
        };
      })
      .sort(
        (a, b) =>
          (rank.get(a.entry.questionId) ?? Number.POSITIVE_INFINITY) -
            (rank.get(b.entry.questionId) ?? Number.POSITIVE_INFINITY) ||
          (weight.get(b.entry.questionId) ?? 0) - (weight.get(a.entry.questionId) ?? 0) ||
          a.order - b.order,
      )
      .map(({ entry }) => entry)
  );
}
