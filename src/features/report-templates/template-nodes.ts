/** @module What a template becomes once it is read and found in order: the only thing that is ever evaluated. */

export type TemplateNode =
  /** Checked HTML, written as it is. */
  | { kind: 'html'; text: string }
  /** A value of the current group, written escaped. */
  | { kind: 'value'; path: readonly string[] }
  | { kind: 'when'; path: readonly string[]; holds: boolean; then: TemplateNode[]; otherwise: TemplateNode[] }
  | { kind: 'each'; path: readonly string[]; body: TemplateNode[]; otherwise: TemplateNode[] };
