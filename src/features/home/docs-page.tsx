/** @module The OpenAPI document as a page: readable without a script, and without fetching anything. */
import type { FC } from 'hono/jsx';
import type { Language } from '../../app/language.ts';

/** The part of OpenAPI 3.1 that this service's own document uses. */
export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    responses?: Record<string, Answer>;
  };
}

interface Reference {
  $ref: string;
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

interface Answer {
  description: string;
  content?: Record<string, Media>;
}

interface Operation {
  summary?: string;
  description?: string;
  parameters?: (Parameter | Reference)[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer | Reference>;
}

interface Media {
  schema?: Schema;
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  description?: string;
  example?: unknown;
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

const WORDS = {
  vi: { title: 'Địa chỉ và dữ liệu (API)', note: 'Tài liệu này viết bằng tiếng Anh; bản máy đọc được:' },
  en: { title: 'Addresses and data (API)', note: 'The same, for machines:' },
} as const;

export const docsTitle = (lang: Language): string => WORDS[lang].title;

const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** What stands here, or what it refers to among the components. */
const found = <T extends object>(entry: T | Reference, shared: Record<string, T> | undefined): T =>
  '$ref' in entry ? shared![refName(entry.$ref)]! : entry;

/** Text of the document, with `code` set as code. */
const Prose: FC<{ text: string | undefined }> = ({ text }) => (
  <>{(text ?? '').split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>
);

/** A type in a few words, with links to the named shapes. */
const Type: FC<{ schema: Schema | undefined }> = ({ schema }) => {
  if (!schema) return <>any</>;
  if (schema.$ref) return <a href={`#schema-${refName(schema.$ref)}`}>{refName(schema.$ref)}</a>;
  // What only narrows or describes a named shape is not worth a type of its own here.
  const named = schema.allOf?.filter(({ $ref }) => $ref);
  const choices = schema.anyOf ?? schema.oneOf ?? (named?.length ? named : schema.allOf);
  if (choices) {
    return (
      <>
        {choices.map((choice, index) => (
          <>
            {index > 0 ? (schema.allOf ? ' and ' : ' or ') : ''}
            <Type schema={choice} />
          </>
        ))}
      </>
    );
  }
  if (schema.const !== undefined) return <code>{JSON.stringify(schema.const)}</code>;
  if (schema.enum) return <code>{schema.enum.map((value) => JSON.stringify(value)).join(' | ')}</code>;
  if (schema.items) {
    return (
      <>
        list of <Type schema={schema.items} />
      </>
    );
  }
  if (typeof schema.additionalProperties === 'object' && !schema.properties) {
    return (
      <>
        map of <Type schema={schema.additionalProperties} />
      </>
    );
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any');
  return <>{schema.format ? `${type} (${schema.format})` : type}</>;
};

const Properties: FC<{ schema: Schema }> = ({ schema }) => (
  <ul>
    {Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const inner = property.properties ? property : property.items?.properties ? property.items : undefined;
      return (
        <li>
          <code>{name}</code>
          {schema.required?.includes(name) ? ': ' : ' (optional): '}
          <Type schema={property} />
          {property.description ? ' – ' : ''}
          <Prose text={property.description} />
          {inner ? <Properties schema={inner} /> : null}
        </li>
      );
    })}
  </ul>
);

const Contents: FC<{ content: Record<string, Media> | undefined }> = ({ content }) => (
  <>
    {Object.entries(content ?? {}).map(([type, { schema }]) => (
      <>
        {' · '}
        <code>{type}</code> <Type schema={schema} />
      </>
    ))}
  </>
);

const OperationView: FC<{
  path: string;
  method: string;
  operation: Operation;
  components: ApiDocument['components'];
}> = ({ path, method, operation, components }) => (
  <section>
    <h3>
      <span class="method">{method}</span> <code>{path}</code>
    </h3>
    <p>{operation.summary}</p>
    {operation.description ? (
      <p class="muted">
        <Prose text={operation.description} />
      </p>
    ) : null}
    {operation.parameters && operation.parameters.length > 0 ? (
      <ul>
        {operation.parameters
          .map((parameter) => found(parameter, components?.parameters))
          .map(({ name, in: where, required, description, schema }) => (
            <li>
              <code>{name}</code> {`(${where}${required ? '' : ', optional'}): `}
              <Type schema={schema} />
              {description ? ' – ' : ''}
              <Prose text={description} />
            </li>
          ))}
      </ul>
    ) : null}
    {operation.requestBody ? (
      <p>
        Body
        <Contents content={operation.requestBody.content} />
      </p>
    ) : null}
    <ul>
      {Object.entries(operation.responses)
        .map(([status, response]) => [status, found(response, components?.responses)] as const)
        .map(([status, response]) => (
          <li>
            {`${status}: ${response.description}`}
            <Contents content={response.content} />
          </li>
        ))}
    </ul>
  </section>
);

export const DocsPage: FC<{ document: ApiDocument; lang: Language }> = ({ document, lang }) => (
  <>
    <h1>{WORDS[lang].title}</h1>
    <p>
      {WORDS[lang].note} <a href="/openapi.json">/openapi.json</a>
    </p>
    <div lang="en">
      <p>{document.info.description}</p>
      <h2>Addresses</h2>
      {Object.entries(document.paths).flatMap(([path, operations]) =>
        Object.entries(operations).map(([method, operation]) => (
          <OperationView path={path} method={method} operation={operation} components={document.components} />
        )),
      )}
      <h2>Shapes</h2>
      {Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => (
        <section id={`schema-${name}`}>
          <h3>{name}</h3>
          <p>
            {schema.properties ? '' : <Type schema={schema} />}
            {schema.description ? ' ' : ''}
            <Prose text={schema.description} />
          </p>
          {schema.properties ? <Properties schema={schema} /> : null}
        </section>
      ))}
    </div>
  </>
);
