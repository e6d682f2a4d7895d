/** @module A service with a record of every kind, real accounts, and everybody who might ask. */
import { createAccounts } from '../../../src/adapters/accounts/index.ts';
import { randomIds } from '../../../src/adapters/ids.ts';
import { hashSecret } from '../../../src/app/authenticate.ts';
import { publishKey, sequenceEvents } from '../../../src/features/log/index.ts';
import { type Everything, makeEverything, PORTS } from '../everything.ts';
import { keep, PASSWORD, uniqueEmail } from '../people.ts';
import { BASE_URL, call, startService, type TestAccounts, type TestService } from '../service.ts';
import type { Operation } from './operations.ts';

export type Headers = Record<string, string>;

export const CALLERS = [
  'owner',
  'contributor',
  'narrowKey',
  'leader',
  'auditor',
  'regulator',
  'adviser',
  'adviserForClient',
  'operator',
  'stranger',
  'person',
  'nobody',
] as const;
export type Caller = (typeof CALLERS)[number];

export interface World {
  service: TestService;
  everything: Everything;
  /** Ids by the beginning of a path; a draft that still takes answers stands for the assessments. */
  ids: Record<string, Record<string, string>>;
  callers: Record<Caller, Headers>;
  /** An adviser whom the company has not authorised yet. */
  freeAdviserId: string;
  /** Signs `person` up and in anew where the operation is one of a person: some end a session. */
  renewPersonFor: (operation: Operation) => Promise<void>;
}

const GENEROUS = { perAddress: { window: 60, max: 1_000_000 }, perName: { window: 60, max: 1_000_000 } };

/** Real accounts, and beside them the people whom `organisation.person` makes without a password. */
function bothAccounts(db: TestService['db']): TestAccounts {
  const people: TestAccounts['people'] = new Map();
  const real = createAccounts({
    db,
    baseUrl: BASE_URL,
    secret: 'a secret of the tests, long enough to sign cookies',
    ids: randomIds,
    log: { info: () => undefined, error: () => undefined },
    limits: GENEROUS,
  });
  return {
    ...real,
    people,
    // Bound to the real accounts: their own check after signing out must not meet the others.
    handle: (request, address) => real.handle(request, address),
    session: async (headers) =>
      people.get(/(?:^|; )session=([\w-]+)/.exec(headers.get('Cookie') ?? '')?.[1] ?? '') ?? real.session(headers),
    names: async (ids) => ({
      ...(await real.names(ids)),
      ...Object.fromEntries(
        [...people.values()].filter(({ userId }) => ids.includes(userId)).map((p) => [p.userId, p.name]),
      ),
    }),
  };
}

export const startWorldService = (): TestService =>
  startService((db) => ({
    ...PORTS,
    accounts: bothAccounts(db),
    metrics: { token: undefined, observeRequest: () => undefined, render: async () => '# EOF\n' },
  }));

/** Takes some seconds: once a file. */
export async function makeWorld(service: TestService): Promise<World> {
  await publishKey(service.ctx);
  const everything = await makeEverything(service);
  await sequenceEvents(service.ctx);
  const { company, adviser, people, ids } = everything;
  const [stranger, regulator] = [await service.organisation('company'), await service.organisation('regulator')];
  const consultant = await adviser.person('owner');
  const operator = await service.organisation('company').then((one) => one.person('viewer'));
  const known = service.ctx.accounts.people;
  for (const [token, one] of known) if (one.userId === operator.userId) known.set(token, { ...one, isOperator: true });
  const callers: Record<Caller, Headers> = {
    owner: people.owner.headers,
    contributor: await company.as('contributor'),
    narrowKey: await narrowKey(service, company.id),
    leader: people.leader.headers,
    auditor: people.auditor.headers,
    regulator: (await regulator.person('analyst')).headers,
    adviser: consultant.headers,
    adviserForClient: { ...consultant.headers, 'Organisation-Id': company.id },
    operator: operator.headers,
    stranger: (await stranger.person('owner')).headers,
    person: {},
    nobody: {},
  };
  const draft = await makeDraft(service, everything);
  const world: World = {
    service,
    everything,
    freeAdviserId: (await service.organisation('adviser')).id,
    ids: {
      ...ids,
      ...OPEN_IDS,
      '/v1/assessments': { ...ids['/v1/assessments'], ...draft },
      '/v1/assessments/{id}/datasets/{dataset}': { id: draft.id!, dataset: 'du-phong' },
      // Reviewed, and concluded before it is withdrawn.
      '/v1/assessments/{id}/withdraw': { id: ids['/v1/assessments']!.id! },
      '/v1/evidence': { ...ids['/v1/evidence'], assessmentId: draft.id! },
      '/v1/log/inclusion': { event: ids['/v1/log/events']!.event! },
      '/v1/log/checkpoints': { size: await sizeOfLog(service) },
      // Nobody of these organisations is needed by other operations.
      '/v1/organisation/members': { userId: (await company.person('viewer')).userId },
      '/v1/operator/organisations': { id: stranger.id },
    },
    callers,
    renewPersonFor: async (operation) => {
      if (rightCaller(operation) !== 'person' && callers.person.Cookie) return;
      callers.person = await signIn(service);
    },
  };
  callers.person = await signIn(service);
  return world;
}

/** Path parameters of what is no record of an organisation. */
const OPEN_IDS: World['ids'] = {
  '/v1/questionnaires': { id: 'vn-ai-triage', version: '2026.1' },
  '/v1/attestations/status': { purpose: 'revocation', list: '0' },
  '/auth/callback': { id: 'example' },
  '/problems': { type: 'not-found' },
  '/examples': { file: 'hiring-screener.json' },
  '/v1/outbox/given-up': { id: 'msg_none0000' },
};

async function sizeOfLog(service: TestService): Promise<string> {
  const { body } = await call(service, 'GET', '/v1/log/checkpoint', {});
  return String(body).split('\n')[1]!;
}

/** The submitted assessment takes no answers any more; its copy does. */
async function makeDraft(service: TestService, { ids, people }: Everything): Promise<Record<string, string>> {
  const { headers } = people.owner;
  const [systemId, copyFrom] = [ids['/v1/systems']!.id, ids['/v1/assessments']!.id];
  const { body: draft } = await call(service, 'POST', '/v1/assessments', headers, { systemId, copyFrom });
  const { body: comment } = await call(service, 'POST', `/v1/assessments/${draft.id}/comments`, headers, {
    questionId: 'scope.kind',
    body: 'còn mở',
  });
  return { id: draft.id, comment: comment.id };
}

async function narrowKey(service: TestService, organisationId: string): Promise<Headers> {
  const secret = `lt_${randomIds.secret(32)}`;
  await service.asOwner(`insert into api_key (organisation_id, id, name, key_hash, hint, role, scopes, created_by, created_at, expires_at)
    values ('${organisationId}', '${randomIds.next('key')}', 'hẹp', '${hashSecret(secret)}', '${secret.slice(0, 8)}', 'owner',
      '{systems.read,log.read}', 'usr_test', now(), '2100-01-01')`);
  return { Authorization: `Bearer ${secret}` };
}

async function signIn(service: TestService): Promise<Headers> {
  const email = uniqueEmail();
  await call(service, 'POST', '/auth/sign-up/email', {}, { name: 'Trần Văn Bình', email, password: PASSWORD });
  const answer = await call(service, 'POST', '/auth/sign-in/email', {}, { email, password: PASSWORD });
  if (answer.status !== 200) throw new Error(`not signed in: ${answer.status} ${JSON.stringify(answer.body)}`);
  const cookies = new Map<string, string>();
  keep(cookies, answer.headers);
  return { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
}

/** Who would be let in, so that a request is refused for what it says. */
export function rightCaller({ access, path }: Operation): Caller {
  if (/^\/(auth\/|v1\/(me|organisations|invitations)(\/|$))/.test(path)) return 'person';
  if (access === 'operator') return 'operator';
  if (access === 'clients.read') return 'adviser';
  if (access === 'audits.assign') return 'leader';
  return access?.startsWith('audits.') ? 'auditor' : 'owner';
}

/** The ids of a path: its own, or by the longest beginning that is known. */
export function idsOf({ ids }: World, path: string): Record<string, string> {
  if (ids[path]) return ids[path];
  const known = Object.keys(ids).filter((prefix) => path.startsWith(`${prefix}/{`));
  return ids[known.sort((a, b) => b.length - a.length)[0] ?? ''] ?? {};
}

/** Values of fields by name, so that a body speaks of records that exist. */
export function fieldsOf(
  { everything, ids, freeAdviserId }: World,
  { path, body }: Operation,
): Record<string, unknown> {
  const at = (prefix: string, name = 'id'): string => ids[prefix]![name]!;
  return {
    systemId: at('/v1/systems'),
    submissionId: at('/v1/submissions'),
    auditBodyId: everything.auditBody.id,
    adviserId: freeAdviserId,
    basis: [],
    incidentId: at('/v1/incidents'),
    questionId: 'scope.kind',
    password: PASSWORD,
    currentPassword: PASSWORD,
    userId: everything.people.owner.userId,
    userIds: [everything.people.auditor.userId],
    ...(path === '/v1/assessments' ? { copyFrom: at('/v1/assessments') } : {}),
    ...(Object.keys(body).length > 0 && path.endsWith('/upgrade') ? { questionnaires: ['vn-ai-triage@2026.1'] } : {}),
  };
}
