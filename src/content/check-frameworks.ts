/** @module Checks the ethics frameworks, the assessment plan and the crosswalks against the questions that name them. */
import type { Names } from './names.ts';

/** Lines and points are named by questions; each must exist, and none may be left without a question. */
export function checkFrameworks(names: Names): void {
  const { parts, unread } = names.collected;
  const points = new Set(parts.frameworks.flatMap((framework) => framework.points.map(({ ref }) => ref)));
  const lines = new Set(parts.frameworks.flatMap((framework) => framework.lines.map(({ ref }) => ref)));
  const items = new Set(parts.items.map(({ id }) => id));
  const scales = new Set<string>(parts.scales.map(({ id }) => id));
  const asked = new Set<string>();
  const covered = new Set<string>();
  for (const part of parts.questionnaires) {
    part.sections.forEach((section, s) => {
      section.questions.forEach((question, q) => {
        const report = (key: string, index: number, message: string): void =>
          names.report(part, ['sections', s, 'questions', q, key, index], 'unknown_reference', message, 'correct it');
        const { scale } = question;
        if (scale !== undefined && !scales.has(scale) && !unread.has(scale)) {
          report('scale', 0, `scale '${scale}' is not in rules/scales.yaml`);
        }
        const isMute = question.scale === undefined && (question.points ?? []).length > 0;
        if (isMute) report('points', 0, `'${question.id}' has no scale, so it says nothing about a point`);
        (question.points ?? []).forEach((ref, index) => {
          asked.add(ref);
          if (!points.has(ref) && !unread.has(ref)) report('points', index, `point '${ref}' is in no framework`);
        });
        (question.items ?? []).forEach((id, index) => {
          if (!items.has(id) && !unread.has(id)) report('items', index, `'${id}' is not in rules/items.yaml`);
        });
        if (question.official_form) {
          const { official_form: ref } = question;
          asked.add(ref);
          // Plain fields of a form (its head, its conclusion, other forms) carry no level, so no framework lists them.
          const isLevel = question.scale !== undefined;
          if (isLevel && !lines.has(ref) && !unread.has(ref)) {
            report('official_form', 0, `line '${ref}' is in no framework`);
          }
          if (!isLevel && lines.has(ref)) {
            report('official_form', 0, `'${question.id}' has no scale, so it does not answer line ${ref}`);
          }
        }
        for (const item of question.items ?? []) covered.add(item);
      });
    });
  }
  for (const part of parts.items) {
    if (covered.has(part.id) === (part.unasked === undefined)) continue;
    const message = part.unasked ? `${part.id} is asked after all` : `no question covers ${part.id}`;
    const fix = part.unasked ? 'remove unasked' : 'name it in the items of a question, or say why in unasked';
    if (unread.size === 0) names.report(part, ['id'], 'missing', message, fix);
  }
  const seen = new Set<string>();
  for (const part of parts.frameworks) {
    for (const list of ['lines', 'points'] as const) {
      part[list].forEach(({ ref }, index) => {
        const message = `'${ref}' stands for two things`;
        if (seen.has(ref))
          names.report(part, [list, index, 'ref'], 'duplicate_id', message, 'give one another reference');
        seen.add(ref);
      });
    }
    part.lines.forEach(({ ref, points: named }, index) => {
      named.forEach((point, p) => {
        if (points.has(point)) return;
        const message = `point '${point}' is in no framework`;
        names.report(part, ['lines', index, 'points', p], 'unknown_reference', message, 'correct it');
      });
      if (asked.has(ref) || unread.size > 0) return;
      names.report(
        part,
        ['lines', index, 'ref'],
        'missing',
        `no question answers line ${ref}`,
        'add official_form to one',
      );
    });
    part.points.forEach(({ ref, principle }, index) => {
      if (!part.principles.some((entry) => entry.ref === principle)) {
        const message = `principle '${principle}' does not exist`;
        names.report(part, ['points', index, 'principle'], 'unknown_reference', message, 'name one of its principles');
      }
      if (asked.has(ref) || unread.size > 0) return;
      names.report(
        part,
        ['points', index, 'ref'],
        'missing',
        `no question speaks for point ${ref}`,
        'add points to one',
      );
    });
  }
  checkCrosswalks(names, new Set([...points, ...lines, ...parts.obligations.map(({ id }) => id)]));
}

function checkCrosswalks({ collected: { parts, unread }, report }: Names, known: ReadonlySet<string>): void {
  for (const part of parts.crosswalks) {
    part.mappings.forEach(({ from }, index) => {
      if (known.has(from) || unread.has(from)) return;
      const message = `'${from}' is no point, line or obligation`;
      report(part, ['mappings', index, 'from'], 'unknown_reference', message, 'correct it');
    });
  }
}
