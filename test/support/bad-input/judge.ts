/** @module What every answer has to be, whatever was asked: announced by the contract, in the language asked for, silent about the inside. */
import { languageOf } from '../../../src/app/language.ts';
import { PROBLEM_TYPES, type ProblemType } from '../../../src/app/problem-types.ts';
import type { TestContext } from '../app.ts';
import { contractCheck } from '../contract.ts';
import type { TestService } from '../service.ts';
import { contract, type Operation, type Schema } from './operations.ts';

const check = contractCheck(contract);

/** Words of the inside: SQL, stacks, files, packages, roles and tables of the database. */
const INSIDE =
  /\b(select|insert into|update \w+ set|violates|syntax error at|relation "|column "|invalid input syntax|byte sequence)\b|\bat \S+ \(|node_modules|\/src\/|\.tsx?\b|file:\/\/|luongtri_\w+|\b(answer_change|evidence_chunk|api_key|system_version|auth_\w+)\b|undefined|\[object|ZodError|TypeError/i;

export interface Judged {
  status: number;
  body: Schema;
}

/** @throws where the answer is not one that the contract announces, or says what nobody should read */
export async function judge(
  service: TestService,
  operation: Operation,
  request: Request,
  response: Response,
): Promise<Judged> {
  const { status, headers } = response;
  const text = await response.text();
  const type = headers.get('Content-Type');
  const isJson = /^application\/([\w.-]+\+)?json\b/.test(type ?? '');
  const body = isJson && text ? JSON.parse(text) : text;
  const at = `${operation.label} ${status}`;
  if (status >= 500 && status !== 501) throw new Error(`${at}: ${lastFailure(service)}`);
  if (!headers.get('X-Request-Id')) throw new Error(`${at} has no X-Request-Id`);
  check(operation.method, request.url, status, type, body, headers);
  if (type?.startsWith('application/problem+json')) judgeProblem(at, request, response, body);
  return { status, body };
}

/** What the log has of a failure: the answer says nothing, on purpose. */
const lastFailure = ({ ctx }: TestService): string => {
  const { event, fields } = (ctx as unknown as TestContext).logged.findLast(({ level }) => level === 'error') ?? {};
  return `${event}: ${(fields?.error as Error | undefined)?.stack}`;
};

function judgeProblem(at: string, request: Request, { status, headers }: Response, body: Schema): void {
  const lang = languageOf(
    new URL(request.url).searchParams.get('lang') ?? undefined,
    request.headers.get('Accept-Language') ?? undefined,
  );
  const kind = PROBLEM_TYPES[String(body.type).replace('/problems/', '') as ProblemType];
  const wrong = (what: string): never => {
    throw new Error(`${at} ${what}: ${JSON.stringify(body).slice(0, 1_000)}`);
  };
  if (kind?.status !== status || body.status !== status) wrong('has the status of another kind');
  if (body.title !== kind?.title[lang]) wrong(`has a title that is not ${lang}`);
  if (headers.get('Content-Language') !== lang) wrong('is in another language than asked for');
  if (body.requestId !== headers.get('X-Request-Id')) wrong('names another request');
  if (!body.detail) wrong('says nothing');
  const told = [body.detail, ...(body.errors ?? []).flatMap((one: Schema) => [one.fix])];
  for (const text of told) if (INSIDE.test(text)) wrong('shows the inside');
  if (/invalid-(body|parameters)$/.test(body.type)) {
    const places = (body.errors ?? []).map((one: Schema) =>
      JSON.stringify([one.in, one.pointer, one.code, one.message]),
    );
    if (new Set(places).size < places.length) wrong('tells one mistake twice');
  }
  for (const one of body.errors ?? []) {
    if (!one.message || !one.fix) wrong('has a mistake without words');
    if (kind && !kind.codes.includes(one.code)) wrong(`names ${one.code}, which is not among the codes of its kind`);
  }
}

/**
 * Rows of every table, in one statement. Attempts to sign in are counted on purpose, and what happened before may get its place
 * in the log at any time.
 */
export async function countRows(service: TestService): Promise<Record<string, number>> {
  const tables = await service.asOwner(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and relname not like 'schema_migration%' and relname not in ('auth_attempt', 'event_pending', 'log_entry', 'log_node', 'log_checkpoint') order by 1`,
  );
  const [row] = await service.asOwner(
    `select ${tables.map(({ relname }) => `(select count(*) from ${relname})::int as ${relname}`).join(', ')}`,
  );
  return { ...row } as Record<string, number>;
}
