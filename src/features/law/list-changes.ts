/** @module What became law, changed or ended between two dates, and which duties and questions it touches. */
import type { z } from '@hono/zod-openapi';
import type { AppContext } from '../../app/context.ts';
import { addDays, type Content, type PlainDate, type Text } from '../../engine/index.ts';
import { citationsOf } from './cite-bases.ts';
import type { ChangeListSchema } from './schema-over-time.ts';
import { RuleGraph, type Touched } from './touched.ts';

type Change = z.infer<typeof ChangeListSchema>['changes'][number];
type Draft = Omit<Change, 'obligations' | 'questions'> & { touched: () => Touched };

const graphs = new WeakMap<Content, RuleGraph>();

function graphOf(content: Content): RuleGraph {
  const known = graphs.get(content) ?? new RuleGraph(content);
  graphs.set(content, known);
  return known;
}

/** @param input both days inclusive; what ends on its last day counts from the day after */
export function listChanges({
  ctx: { content, engine },
  input: { from, to },
}: {
  ctx: AppContext;
  input: { from: PlainDate; to: PlainDate };
}): z.infer<typeof ChangeListSchema> {
  const changes = draftsOf(content)
    .filter(({ date }) => date >= from && date <= to)
    .sort((a, b) => compare(a.date, b.date) || compare(a.kind, b.kind) || compare(a.id, b.id))
    .map(({ touched, ...change }) => ({ ...change, ...touched() }));
  return { from, to, changes, citations: citationsOf(engine.law, changes) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Dated {
  applies_from: PlainDate;
  until?: PlainDate;
}

function draftsOf(content: Content): Draft[] {
  const graph = graphOf(content);
  const drafts: Draft[] = [];
  const add = (
    kind: Change['kind'],
    entry: { id: string; title: Text; basis: string[]; rule?: string },
    versions: readonly Dated[],
  ): void => {
    const { id, title, basis, rule = id } = entry;
    const touched = (): Touched => graph.ofRule(rule);
    versions.forEach(({ applies_from: date }, index) => {
      drafts.push({ date, kind, what: index === 0 ? 'began' : 'changed', id, title, basis, touched });
    });
    const end = versions.at(-1)?.until;
    if (end) drafts.push({ date: addDays(end, 1), kind, what: 'ended', id, title, basis, touched });
  };
  for (const { id, title, basis = [], in_force_from: start, in_force_until: end } of content.instruments.map(
    (entry) => ({ ...entry, basis: [] as string[] }),
  )) {
    const touched = (): Touched => graph.ofInstrument(id);
    drafts.push({ date: start, kind: 'instrument', what: 'began', id, title, basis, touched });
    if (end) drafts.push({ date: addDays(end, 1), kind: 'instrument', what: 'ended', id, title, basis, touched });
  }
  for (const entry of content.facts) add('fact', entry, entry.versions);
  for (const { code, versions, ...entry } of content.prohibited) {
    add('prohibited_act', { ...entry, id: code, rule: `prohibited.${code}` }, versions);
  }
  for (const { versions, ...entry } of content.highRisk) {
    add('high_risk_row', { ...entry, rule: `row.${entry.id.replace('.', '-')}` }, versions);
  }
  for (const { id, title, versions, values } of content.decisions) {
    add('decision', { id, title, basis: [...new Set(values.flatMap(({ basis }) => basis))] }, versions);
  }
  for (const { id, title, values } of content.parameters) {
    const inForce = values.filter(({ status }) => status !== 'expected');
    add('parameter', { id, title, basis: inForce.at(-1)?.basis ?? [] }, inForce);
  }
  for (const entry of content.obligations) add('obligation', entry, [entry]);
  for (const entry of content.findings) add('finding', entry, [entry]);
  for (const entry of content.frameworks) add('framework', entry, [entry]);
  for (const { id, title, version, applies_from: date } of content.questionnaires) {
    const first = content.questionnaires.find((other) => other.id === id)!.version === version;
    const none = (): Touched => ({ obligations: [], questions: [] });
    const name = `${id}@${version}`;
    drafts.push({
      date,
      kind: 'questionnaire',
      what: first ? 'began' : 'changed',
      id: name,
      title,
      basis: [],
      touched: none,
    });
  }
  return drafts;
}
