/** The parser of Handlebars alone: text in, syntax tree out; nothing is compiled. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  interface Located {
    type: string;
    loc: { start: { line: number; column: number } };
  }
  export interface PathExpression extends Located {
    data: boolean;
    depth: number;
    parts: string[];
    original: string;
  }
  export interface Program extends Located {
    body: Statement[];
    blockParams?: string[];
  }
  export interface Statement extends Located {
    /** Of content: the text as written. */
    original?: string;
    /** Of comments. */
    value?: string;
    path?: Located & Partial<PathExpression>;
    name?: Located & Partial<PathExpression>;
    params?: (Located & Partial<PathExpression>)[];
    hash?: Located;
    escaped?: boolean;
    program?: Program | null;
    inverse?: Program | null;
  }
  export function parse(source: string): Program;
}
