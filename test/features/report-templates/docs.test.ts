import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MODEL_SHAPE } from '../../../src/features/report-templates/index.ts';
import { TAGS } from '../../../src/features/report-templates/markup-rules.ts';
import type { Shape } from '../../../src/features/report-templates/model-shape.ts';

const DOCS = readFileSync(join(import.meta.dirname, '../../../docs/report-templates.md'), 'utf8');

/** Names as the documentation writes them: groups joined by points, what is in a list behind an arrow. */
function namesOf(shape: Shape, path: string[] = []): string[] {
  if (typeof shape === 'string') return [path.join('.')];
  const inside = Object.entries('group' in shape ? shape.group : shape.list);
  if ('list' in shape) return [`${path.join('.')} → ${inside.map(([name]) => name).join(' ')}`];
  return inside.flatMap(([name, inner]) => namesOf(inner, [...path, name]));
}

it('the documentation names everything that a template can read, and nothing else', () => {
  const section = DOCS.slice(DOCS.indexOf('## What a template can read'), DOCS.indexOf('After a review'));
  const cells = [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell!.replaceAll('`', ''));
  const documented = cells.flatMap((cell) => (cell.includes('→') ? [cell] : cell.split(' ')));
  expect(documented.sort()).toEqual(namesOf(MODEL_SHAPE).sort());
});

it('the documentation names every element', () => {
  const listed = /Elements: `([^`]*)`/.exec(DOCS)![1]!.split(/\s+/);
  expect(listed.sort()).toEqual([...TAGS.keys()].sort());
});
