/** @module How much a template can come to, told from its nodes before any data is there. */
import { TEMPLATE_LIMITS } from './limits.ts';
import type { TemplateIssues } from './template-issues.ts';
import type { TemplateNode } from './template-nodes.ts';

/** What the template may come to when every list is as long as it can be. */
export function checkCost(nodes: readonly TemplateNode[], issues: TemplateIssues): void {
  const { steps, output } = costOf(nodes);
  if (steps <= TEMPLATE_LIMITS.steps && output <= TEMPLATE_LIMITS.output) return;
  issues.add(
    { line: 1, column: 1 },
    'out_of_range',
    {
      vi: `Vòng lặp quá lớn: có thể tới ${steps} bước (tối đa ${TEMPLATE_LIMITS.steps}) và ${output} ký tự (tối đa ${TEMPLATE_LIMITS.output})`,
      en: `The loops are too large: up to ${steps} steps (at most ${TEMPLATE_LIMITS.steps}) and ${output} characters (at most ${TEMPLATE_LIMITS.output})`,
    },
    { vi: 'Bớt phần bên trong {{#each}}', en: 'Put less inside of {{#each}}' },
  );
}

function costOf(nodes: readonly TemplateNode[]): { steps: number; output: number } {
  const total = { steps: 0, output: 0 };
  const add = ({ steps, output }: { steps: number; output: number }, times: number): void => {
    total.steps += steps * times;
    total.output += output * times;
  };
  for (const node of nodes) {
    total.steps += 1;
    if (node.kind === 'html') total.output += node.text.length;
    if (node.kind === 'when') {
      add(costOf(node.then), 1);
      add(costOf(node.otherwise), 1);
    }
    if (node.kind === 'each') {
      const body = costOf(node.body);
      add({ steps: body.steps + 1, output: body.output }, TEMPLATE_LIMITS.rows);
      add(costOf(node.otherwise), 1);
    }
  }
  return total;
}
