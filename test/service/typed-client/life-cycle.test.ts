/** A stranger's view of the service: only openapi.json, a generator anyone can have, and HTTP. */
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../../src/adapters/node/listen.ts';
import { readCredential, readTrust, verifyBundle, verifyJws } from '../../../src/features/attestations/index.ts';
import { publishKey } from '../../../src/features/log/index.ts';
import { exampleData } from '../../support/app.ts';
import { contractCheck } from '../../support/contract.ts';
import { PASSWORD, startAccounts } from '../../support/people.ts';
import { BASE_URL } from '../../support/service.ts';
import { compile, drive, generateClient } from './generate.ts';

const service = startAccounts();
/** What was answered against the contract. */
const breaches: string[] = [];
let answers = 0;
let folder: string;
let baseUrl: string;
let close: () => void;

beforeAll(async () => {
  const document = await (await service.app.request(`${BASE_URL}/openapi.json`)).json();
  folder = await generateClient(document);
  const check = contractCheck(document);
  const { server } = await listen({
    fetch: async (request, clientAddress) => {
      const response = await service.app.fetch(request, { clientAddress });
      await hold(check, request, response.clone());
      return response;
    },
    host: '127.0.0.1',
    port: 0,
    nextIfTaken: false,
  });
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});

afterAll(() => {
  close?.();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function hold(check: ReturnType<typeof contractCheck>, request: Request, response: Response): Promise<void> {
  const type = response.headers.get('Content-Type');
  const body = /json(;|$)/.test(type ?? '') ? await response.json() : await response.text();
  answers += 1;
  try {
    check(request.method, request.url, response.status, type, body, response.headers);
  } catch (error) {
    breaches.push((error as Error).message);
  }
}

interface Attested {
  credential: string;
  keySet: { keys: never[] };
  bundles: Record<'open' | 'full', string>;
}

/** What the client brought home is genuine, and its result can be computed again. */
async function checkAttestation({ credential, keySet, bundles }: Attested): Promise<void> {
  expect(await verifyJws(readCredential(credential)!.jws, keySet.keys[0]!)).toBe(true);
  for (const bundle of Object.values(bundles)) {
    const { verdict, checks } = await verifyBundle(Buffer.from(bundle, 'base64'), { trust: readTrust(keySet)! });
    expect([verdict, checks.filter(({ status }) => status === 'failed')]).toEqual(['genuine', []]);
  }
}

describe('a client generated from openapi.json', () => {
  it('compiles with the strictest settings, and refuses what the service would', async () => {
    expect(await compile(folder)).toBe('');
  });

  it('goes from signing up to a conclusion that two people signed, a report and an attestation', {
    timeout: 120_000,
  }, async () => {
    await publishKey(service.ctx);
    const operator = await service.person();
    await service.asOwner(`insert into operator (user_id, since) values ('${operator.userId}', now())`);
    const { questionnaires, answers: given } = exampleData('exam-grading');
    const outcome = await drive(folder, {
      baseUrl,
      operator: { email: operator.email, password: PASSWORD },
      example: { questionnaires, answers: given },
    });
    expect(outcome).toMatchObject({
      submissions: [1, 2],
      status: 'concluded',
      conclusion: 'no_open_findings',
      signatures: 2,
      verdicts: ['accepted'],
      final: true,
      reviewedTier: 'high',
      reports: { html: '<!doctype html>', oscal: ['assessment-results'] },
      attestation: { status: 'valid' },
    });
    await checkAttestation(outcome.attestation as Attested);
    expect(breaches).toEqual([]);
    expect(answers).toBeGreaterThan(60);
  });
});
