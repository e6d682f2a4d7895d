import { describe, expect, it } from 'vitest';
import { problemResponses } from '../../src/app/problem-schema.ts';
import { shareParts } from '../../src/app/share-parts.ts';

const query = (name: string, description: string) => ({ name, in: 'query', schema: { description } });
const operation = (...parameters: object[]) => ({ parameters, responses: problemResponses('not-found', 'conflict') });
const paths = (count: number, make: () => object) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`/${index}`, { get: make() }]));

describe('what is repeated in the contract', () => {
  it('is written once and referred to', () => {
    const lang = () => query('lang', 'Which language');
    const { paths: shared, components } = shareParts({ paths: paths(5, () => operation(lang())) }) as never as {
      paths: Record<string, { get: { parameters: object[]; responses: Record<string, object> } }>;
      components: Record<string, Record<string, object>>;
    };
    expect(components.parameters).toEqual({ Lang: lang() });
    expect(Object.keys(components.responses!)).toEqual(['NotFound', 'Conflict', 'TooManyRequests', 'InternalError']);
    for (const { get } of Object.values(shared)) {
      expect(get.parameters).toEqual([{ $ref: '#/components/parameters/Lang' }]);
      expect(get.responses[409]).toEqual({ $ref: '#/components/responses/Conflict' });
    }
  });

  it('stays where it is while few use it, and where another parameter has its name', () => {
    const many = paths(6, () => operation(query('as_of', 'One day')));
    const fewer = Object.fromEntries(
      Object.entries(paths(5, () => operation(query('as_of', 'Another day')))).map(([path, item]) => [
        `${path}/b`,
        item,
      ]),
    );
    const single = { '/single': { get: operation(query('once', 'Here alone')) } };
    const document = shareParts({ paths: { ...fewer, ...many, ...single } }) as never as {
      paths: Record<string, { get: { parameters: object[] } }>;
      components: { parameters: object };
    };
    expect(document.components.parameters).toEqual({ AsOf: query('as_of', 'One day') });
    expect(document.paths['/0/b']!.get.parameters).toEqual([query('as_of', 'Another day')]);
    expect(document.paths['/single']!.get.parameters).toEqual([query('once', 'Here alone')]);
  });

  it('is told apart by the kinds of problem: those of one status share an entry that names them all', () => {
    const { 422: both } = problemResponses('invalid-body', 'idempotency-mismatch');
    expect(both!.description).toBe('The body is not valid, or: The Idempotency-Key belongs to another request.');
    const document = shareParts({
      paths: { '/': { post: { responses: problemResponses('idempotency-mismatch', 'invalid-body') } } },
    }) as never as { components: { responses: Record<string, object> } };
    expect(document.components.responses).toHaveProperty('InvalidBodyOrIdempotencyMismatch');
  });
});
