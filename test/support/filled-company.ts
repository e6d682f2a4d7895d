/** @module A company with something in most of its tables, made over the API. */
import { strToU8 } from 'fflate';
import { BASE_URL, call, type TestOrganisation, type TestService } from './service.ts';

export async function fillCompany(
  service: TestService,
): Promise<{ company: TestOrganisation; adviser: TestOrganisation; evidenceId: string; submissionId: string }> {
  const [company, adviser] = [
    await service.organisation('company', 'Công ty "Ánh Dương" \\ 1'),
    await service.organisation('adviser'),
  ];
  const owner = await company.as('owner');
  await company.person('contributor');
  const expect = async (work: ReturnType<typeof call>, status: number) => {
    const answer = await work;
    if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  for (const who of [owner, await adviser.as('owner')]) {
    const details = { address: '1 phố "Thử"\nHà Nội', contact: '024 0000 0000' };
    await expect(call(service, 'PATCH', '/v1/organisation', { ...who, 'If-Match': '"1"' }, details), 200);
  }
  const system = await expect(
    call(service, 'POST', '/v1/systems', owner, {
      providerAddress: '2 phố Khác',
      functions: 'Gợi ý \\ và "dấu"',
      riskSummary: 'dòng một\nhai ☂',
      name: 'Trợ lý\nhai dòng ☂',
      goLiveOn: '2026-09-01',
      version: '1.0',
      roles: ['deployer'],
    }),
    201,
  );
  const assessment = await expect(call(service, 'POST', '/v1/assessments', owner, { systemId: system.id }), 201);
  const path = `/v1/assessments/${assessment.id}`;
  await expect(
    call(
      service,
      'PATCH',
      `${path}/answers`,
      { ...owner, 'If-Match': '"0"' },
      {
        answers: { 'scope.kind': 'system', 'scope.viet-nam': { value: true, note: 'có "dấu" và \\ và \u2028' } },
        why: 'lần đầu',
      },
    ),
    200,
  );
  const upload = await service.app.request(`${BASE_URL}/v1/evidence/files?filename=a.txt&valid_until=2027-01-01`, {
    method: 'POST',
    headers: { ...owner, 'Content-Type': 'text/plain' },
    body: strToU8('minh chứng\n'.repeat(100_000)),
  });
  const { id: evidenceId } = (await upload.json()) as { id: string };
  await expect(call(service, 'PUT', `/v1/evidence/${evidenceId}/uses/${assessment.id}/scope.kind`, owner), 204);
  const submitted = await expect(
    call(service, 'POST', `${path}/submissions`, { ...owner, 'If-Match': '"1"', 'Idempotency-Key': 'k' }, {}),
    201,
  );
  await service.asOwner(`insert into adviser_grant (organisation_id, id, adviser_id, granted_by, granted_at)
    values ('${company.id}', 'grt_1${company.id.slice(-8)}', '${adviser.id}', 'usr_1', '2026-01-02T03:04:05.678912Z')`);
  await service.asOwner(`insert into invitation (organisation_id, id, email, role, token_hash, invited_by, created_at, expires_at)
    values ('${company.id}', 'inv_1', 'a@example.vn', 'viewer', 'secret-hash-${company.id}', 'usr_1', now(), now())`);
  return { company, adviser, evidenceId, submissionId: submitted.id };
}

/** The parts of a stream, as one text. */
export async function textOf(lines: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  for await (const part of lines) parts.push(part);
  return parts.join('');
}

/** Lines as a file gives them. */
export async function* linesOf(text: string): AsyncGenerator<string> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  yield* lines;
}
