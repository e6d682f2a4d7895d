/**
 * @module Reads a template of an organisation: Handlebars syntax, of which only text, values, `if`, `unless` and `each`
 * are taken. Everything that is wrong is reported at once; only what is wholly in order becomes nodes.
 */
import {
  type PathExpression,
  type Program,
  parse,
  type Statement,
} from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import type { ProblemIssue } from '../../app/problems.ts';
import type { Text } from '../../engine/index.ts';
import { checkCost } from './check-cost.ts';
import { TEMPLATE_LIMITS } from './limits.ts';
import { MODEL_SHAPE, type Shape } from './model-shape.ts';
import { MarkupReader, type OpenElements, takesText } from './read-markup.ts';
import { type Place, placeIn, TemplateIssues } from './template-issues.ts';
import type { TemplateNode } from './template-nodes.ts';
import { followPath, type Names } from './template-paths.ts';

export type ReadTemplate = { nodes: TemplateNode[] } | { issues: ProblemIssue[] };

const START: Place = { line: 1, column: 1 };
/** `{{^}}` is counted as a block of its own, so that more than the true depth must pass. */
const ROUGH_DEPTH = 200;
const BLOCKS = ['if', 'unless', 'each'];
const REMOVE: Text = { vi: 'Bỏ phần này', en: 'Remove it' };

/**
 * @param source text of the template
 * @param pointer where it stands in what was sent, for the issues
 * @param shape what it may read; by default `MODEL_SHAPE`
 */
export function readTemplate(source: string, pointer = '', shape: { group: Names } = MODEL_SHAPE): ReadTemplate {
  const issues = new TemplateIssues(pointer);
  checkText(source, issues);
  if (issues.list.length === 0 && isNestedTooDeeply(source)) tooDeep(issues, START);
  if (issues.list.length > 0) return { issues: issues.list };
  const program = parseText(source, issues);
  if (!program) return { issues: issues.list };
  const reader = new TemplateReader(issues);
  const nodes = reader.program(program, {
    names: shape.group,
    open: { names: [], outer: 0 },
    depth: 0,
    loops: 0,
  }).nodes;
  checkCost(nodes, issues);
  return issues.list.length > 0 ? { issues: issues.list } : { nodes };
}

/** Size, and characters that hide what a text says. */
function checkText(source: string, issues: TemplateIssues): void {
  const bytes = new TextEncoder().encode(source).length;
  if (bytes > TEMPLATE_LIMITS.bytes) {
    issues.add(
      START,
      'too_long',
      {
        vi: `Mẫu dài ${bytes} byte, tối đa ${TEMPLATE_LIMITS.bytes}`,
        en: `The template has ${bytes} bytes, at most ${TEMPLATE_LIMITS.bytes} are taken`,
      },
      { vi: 'Rút ngắn, hoặc chia thành nhiều phần', en: 'Shorten it, or divide it into several sections' },
    );
    return;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be refused
  const hidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;
  for (const { index } of source.matchAll(hidden)) {
    issues.add(
      placeIn(source, index, START),
      'broken_character',
      {
        vi: 'Ký tự điều khiển hoặc ký tự đảo chiều chữ, che nội dung thật của mẫu',
        en: 'A control character, or one that turns the direction of text and hides what the template says',
      },
      REMOVE,
    );
  }
}

/**
 * The parser takes seconds for thousands of blocks inside of each other, so what is far too deep does not reach it. Counted
 * roughly; the exact depth is looked at in the tree.
 */
function isNestedTooDeeply(source: string): boolean {
  let depth = 0;
  let chained = 0;
  for (const [, sign] of source.matchAll(/\{\{~?\s*(#|\^|\/|else\s+[^\s}~])/g)) {
    if (sign === '/') depth -= 1;
    else if (sign!.startsWith('else')) chained += 1;
    else depth += 1;
    if (depth > ROUGH_DEPTH || chained > ROUGH_DEPTH) return true;
  }
  return false;
}

function tooDeep(issues: TemplateIssues, place: Place): void {
  issues.add(
    place,
    'out_of_range',
    { vi: 'Các khối lồng nhau quá sâu', en: 'The blocks are nested too deeply' },
    { vi: `Lồng không quá ${TEMPLATE_LIMITS.depth} cấp`, en: `Nest at most ${TEMPLATE_LIMITS.depth} deep` },
  );
}

function parseText(source: string, issues: TemplateIssues): Program | undefined {
  try {
    return parse(source);
  } catch (error) {
    const place = errorPlace(source, error);
    if (error instanceof RangeError) tooDeep(issues, START);
    else {
      issues.add(
        place,
        'invalid_format',
        { vi: 'Cú pháp mẫu sai ở đây', en: 'The syntax of the template is wrong here' },
        {
          vi: 'Viết {{tên}}, {{#if tên}}…{{/if}}, {{#unless tên}}…{{/unless}} hoặc {{#each tên}}…{{/each}}',
          en: 'Write {{name}}, {{#if name}}…{{/if}}, {{#unless name}}…{{/unless}} or {{#each name}}…{{/each}}',
        },
      );
    }
    return undefined;
  }
}

/** The parser names the line, and the column only sometimes. */
function errorPlace(source: string, error: unknown): Place {
  const { message = '', lineNumber, column } = error as { message?: string; lineNumber?: number; column?: number };
  const line = lineNumber ?? Number(/line (\d+)/.exec(message)?.[1] ?? source.split('\n').length);
  return { line: Math.max(line, 1), column: (column ?? 0) + 1 };
}

interface Surroundings {
  names: Names;
  open: OpenElements;
  depth: number;
  loops: number;
}

class TemplateReader {
  constructor(private readonly issues: TemplateIssues) {}

  /** Elements opened in a block are closed in it. */
  program({ body }: Program, around: Surroundings): { nodes: TemplateNode[] } {
    let open: OpenElements = { names: around.open.names, outer: around.open.names.length };
    const nodes: TemplateNode[] = [];
    for (const statement of body) {
      if (statement.type === 'ContentStatement') {
        const read = new MarkupReader(this.issues, statement.original!, placeOf(statement), open).read();
        open = read.open;
        if (read.html !== '') nodes.push({ kind: 'html', text: read.html });
      } else nodes.push(...this.statement(statement, { ...around, open }));
    }
    if (open.names.length > open.outer) {
      const last = body.at(-1)!;
      this.issues.refuse(
        placeOf(last),
        {
          vi: `<${open.names.at(-1)}> chưa được đóng trước khi khối kết thúc`,
          en: `<${open.names.at(-1)}> is not closed before the block ends`,
        },
        { vi: `Thêm </${open.names.at(-1)}>`, en: `Add </${open.names.at(-1)}>` },
      );
    }
    return { nodes };
  }

  private statement(statement: Statement, around: Surroundings): TemplateNode[] {
    switch (statement.type) {
      case 'CommentStatement':
        return [];
      case 'MustacheStatement':
        return this.value(statement, around);
      case 'BlockStatement':
        return this.block(statement, around);
      default:
        this.issues.refuse(placeOf(statement), refusedStatement(statement), REMOVE);
        return [];
    }
  }

  private value(statement: Statement, around: Surroundings): TemplateNode[] {
    const place = placeOf(statement);
    if (statement.escaped === false) {
      this.issues.refuse(
        place,
        {
          vi: '{{{…}}} và {{&…}} bị từ chối: giá trị luôn được in như chữ',
          en: '{{{…}}} and {{&…}} are refused: values are always printed as text',
        },
        { vi: 'Viết {{…}}', en: 'Write {{…}}' },
      );
    }
    const path = pathOf(statement.path);
    if (!path || statement.params!.length > 0 || statement.hash) {
      this.issues.refuse(place, helperRefused(statement), { vi: 'Viết {{tên}}', en: 'Write {{name}}' });
      return [];
    }
    const found = this.follow(path, around.names, place);
    if (!found) return [];
    if (found.shape !== 'text') {
      this.issues.refuse(
        place,
        { vi: `${path.original} không phải là chữ`, en: `${path.original} is not a text` },
        { vi: 'Dùng trong {{#if}} hoặc {{#each}}', en: 'Use it in {{#if}} or {{#each}}' },
      );
      return [];
    }
    if (!takesText(around.open)) {
      const parent = around.open.names.at(-1)!;
      this.issues.refuse(
        place,
        {
          vi: `Giá trị không được đứng trực tiếp trong <${parent}>`,
          en: `A value may not stand directly in <${parent}>`,
        },
        { vi: 'Đặt vào ô hoặc mục bên trong', en: 'Put it into a cell or an item' },
      );
    }
    return [{ kind: 'value', path: found.path }];
  }

  private block(statement: Statement, around: Surroundings): TemplateNode[] {
    const place = placeOf(statement);
    const name = pathOf(statement.path)?.original ?? '';
    const argument = pathOf(statement.params![0]);
    const blockParams = [statement.program, statement.inverse].some((program) => program?.blockParams?.length);
    if (!BLOCKS.includes(name) || statement.params!.length !== 1 || !argument || statement.hash || blockParams) {
      this.issues.refuse(place, helperRefused(statement), {
        vi: 'Chỉ dùng {{#if tên}}, {{#unless tên}}, {{#each tên}}',
        en: 'Use {{#if name}}, {{#unless name}} and {{#each name}} only',
      });
      return [];
    }
    if (around.depth >= TEMPLATE_LIMITS.depth) {
      tooDeep(this.issues, place);
      return [];
    }
    const found = this.follow(argument, around.names, place);
    const inner = { ...around, depth: around.depth + 1 };
    if (name === 'each') return this.each(statement, found, { argument, place, inner });
    // The branches are read although the condition is wrong: their own mistakes are reported with it.
    const then = statement.program ? this.program(statement.program, inner).nodes : [];
    const otherwise = statement.inverse ? this.program(statement.inverse, inner).nodes : [];
    return found ? [{ kind: 'when', path: found.path, holds: name === 'if', then, otherwise }] : [];
  }

  private each(
    { program, inverse }: Statement,
    found: { path: readonly string[]; shape: Shape } | undefined,
    { argument, place, inner }: { argument: PathExpression; place: Place; inner: Surroundings },
  ): TemplateNode[] {
    const shape = found?.shape;
    const rows = typeof shape === 'object' && 'list' in shape ? shape.list : undefined;
    if (found && !rows) {
      this.issues.refuse(
        place,
        { vi: `${argument.original} không phải là danh sách`, en: `${argument.original} is not a list` },
        { vi: 'Dùng {{#if}} hoặc {{tên}}', en: 'Use {{#if}} or {{name}}' },
      );
    }
    if (inner.loops >= TEMPLATE_LIMITS.loops) {
      this.issues.add(
        place,
        'out_of_range',
        { vi: 'Vòng lặp lồng nhau quá sâu', en: 'Loops are nested too deeply' },
        {
          vi: `Lồng không quá ${TEMPLATE_LIMITS.loops} {{#each}}`,
          en: `Nest at most ${TEMPLATE_LIMITS.loops} {{#each}}`,
        },
      );
    }
    if (!found || !rows) return [];
    const body = program ? this.program(program, { ...inner, names: rows, loops: inner.loops + 1 }).nodes : [];
    const otherwise = inverse ? this.program(inverse, inner).nodes : [];
    return [{ kind: 'each', path: found.path, body, otherwise }];
  }

  private follow(path: PathExpression, names: Names, place: Place) {
    const found = followPath(path, names);
    if ('shape' in found) return found;
    this.issues.refuse(place, found.message, found.fix);
    return undefined;
  }
}

const placeOf = ({ loc }: { loc: { start: { line: number; column: number } } }): Place => ({
  line: loc.start.line,
  column: loc.start.column + 1,
});

const pathOf = (node: { type: string } | undefined): PathExpression | undefined =>
  node?.type === 'PathExpression' ? (node as PathExpression) : undefined;

function refusedStatement({ type, name }: Statement): Text {
  const file = name?.original ?? '';
  if (/^Partial/.test(type) && /[./\\]/.test(String(file))) {
    return {
      vi: `{{> ${file}}} bị từ chối: mẫu không được chèn tệp`,
      en: `{{> ${file}}} is refused: a template may not include files`,
    };
  }
  if (/^Partial/.test(type)) {
    return {
      vi: '{{> …}} bị từ chối: mẫu không được chèn mẫu khác',
      en: '{{> …}} is refused: a template may not include another',
    };
  }
  return { vi: '{{* …}} bị từ chối', en: '{{* …}} is refused' };
}

function helperRefused({ path }: Statement): Text {
  const name = pathOf(path)?.original ?? '';
  return {
    vi: `Không có hàm ${name}; mẫu chỉ có giá trị, if, unless và each với một tên`,
    en: `There is no helper ${name}; a template has values, and if, unless and each with one name`,
  };
}
