/**
 * @module Writes a template with a model. Our own small evaluator: it knows four kinds of node and the copied model, runs
 * on every runtime without `eval`, and counts its steps and what it writes.
 */
import type { ProblemIssue } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';
import { TEMPLATE_LIMITS } from './limits.ts';
import { copyModel, type ModelGroup, type ModelValue } from './model-shape.ts';
import { readTemplate } from './read-template.ts';
import type { TemplateNode } from './template-nodes.ts';

class LimitReached extends Error {}

/** @returns every problem of a template, each with line, column, reason and what to do; none when it may be saved */
export function validateTemplate(source: string, pointer = ''): { issues: ProblemIssue[] } {
  const read = readTemplate(source, pointer);
  return { issues: 'issues' in read ? read.issues : [] };
}

const NOTICES: { refused: Text; limit: Text } = {
  refused: {
    vi: 'Phần riêng của tổ chức không được in vì mẫu của nó không hợp lệ.',
    en: 'A section of the organisation’s own is not printed, because its template is not valid.',
  },
  limit: {
    vi: 'Phần riêng của tổ chức không được in vì quá dài.',
    en: 'A section of the organisation’s own is not printed, because it is too long.',
  },
};

const notice = (text: string): string => `<p><strong>${escapeText(text)}</strong></p>`;

/**
 * @param source text of a template; checked once more, since it may have been saved under older rules
 * @param model anything; only what `MODEL_SHAPE` names is copied out of it
 * @returns HTML of allowed elements only; a notice in its place when the template is not valid or writes too much
 */
export function applyTemplate(source: string, model: unknown, lang: keyof Text): string {
  const read = readTemplate(source);
  if ('issues' in read) return notice(NOTICES.refused[lang]);
  try {
    return new Evaluation().write(read.nodes, copyModel(model));
  } catch (error) {
    if (error instanceof LimitReached) return notice(NOTICES.limit[lang]);
    throw error;
  }
}

class Evaluation {
  #steps = 0;
  #length = 0;
  readonly #out: string[] = [];

  write(nodes: readonly TemplateNode[], group: ModelGroup): string {
    this.#nodes(nodes, group);
    return this.#out.join('');
  }

  #nodes(nodes: readonly TemplateNode[], group: ModelGroup): void {
    for (const node of nodes) {
      this.#steps += 1;
      if (this.#steps > TEMPLATE_LIMITS.steps) throw new LimitReached();
      this.#node(node, group);
    }
  }

  #node(node: TemplateNode, group: ModelGroup): void {
    switch (node.kind) {
      case 'html':
        this.#put(node.text);
        return;
      case 'value':
        this.#put(printed(valueAt(group, node.path)));
        return;
      case 'when':
        this.#nodes(isSomething(valueAt(group, node.path)) === node.holds ? node.then : node.otherwise, group);
        return;
      case 'each': {
        const rows = valueAt(group, node.path);
        if (!Array.isArray(rows) || rows.length === 0) this.#nodes(node.otherwise, group);
        else for (const row of rows as readonly ModelGroup[]) this.#nodes(node.body, row);
      }
    }
  }

  #put(text: string): void {
    this.#length += text.length;
    if (this.#length > TEMPLATE_LIMITS.output) throw new LimitReached();
    this.#out.push(text);
  }
}

/** The model has no prototypes: a name that nobody put there is not there. */
function valueAt(group: ModelGroup, path: readonly string[]): ModelValue | undefined {
  let value: ModelValue | undefined = group;
  for (const name of path) value = (value as ModelGroup | undefined)?.[name];
  return value;
}

/** As in Handlebars: an empty text and an empty list are nothing. */
function isSomething(value: ModelValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== false && value !== '';
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as HTML that shows exactly it. */
export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

const TURNS_DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Bidi_C}\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** A value that turns the direction of writing does so within itself only. */
function printed(value: ModelValue | undefined): string {
  if (typeof value !== 'string') return '';
  const text = escapeText(value);
  return TURNS_DIRECTION.test(value) ? `<bdi>${text}</bdi>` : text;
}
