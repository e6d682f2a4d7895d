import { beforeAll, describe, expect, it } from 'vitest';
import { REPORT_IDS } from '../../../src/features/reports/index.ts';
import { type Everything, makeEverything, PORTS } from '../../support/everything.ts';
import { call, startService } from '../../support/service.ts';

const service = startService(PORTS);

let everything: Everything;
let owner: Record<string, string>;
let submission: string;
beforeAll(async () => {
  everything = await makeEverything(service);
  owner = await everything.company.as('owner');
  submission = `/v1/submissions/${everything.ids['/v1/submissions']!.id}`;
}, 120_000);

describe('reports of what is kept', () => {
  it.each(REPORT_IDS)('%s comes as HTML and JSON in both languages, or says what it lacks', async (report) => {
    for (const lang of ['vi', 'en']) {
      const html = await call(service, 'GET', `${submission}/reports/${report}?lang=${lang}`, owner);
      // There is no incident in a submission, and no earlier one to compare with.
      if (report === 'change' || report === 'incident') {
        expect([200, 409]).toContain(html.status);
        continue;
      }
      expect([report, html.status, JSON.stringify(html.body).slice(0, 300)]).toEqual([report, 200, expect.any(String)]);
      expect(html.body).toContain(`lang="${lang}"`);
      expect((await call(service, 'GET', `${submission}/reports/${report}?format=json`, owner)).status).toBe(200);
    }
  });

  it.each(['self-assessment', 'classification-dossier', 'impact-assessment', 'labour-plan'])(
    '%s comes as DOCX',
    async (report) => {
      const docx = await call(service, 'GET', `${submission}/reports/${report}?format=docx`, owner);
      expect([docx.status, docx.body.slice(0, 2)]).toEqual([200, 'PK']);
      expect((await call(service, 'GET', `${submission}/reports/audit?format=docx`, owner)).status).toBe(406);
    },
  );

  it('the form is the one that Accept asks for, and the query wins', async () => {
    const path = `${submission}/reports/audit`;
    const typeOf = async (query: string, Accept: string): Promise<unknown[]> => {
      const { status, headers } = await call(service, 'GET', `${path}${query}`, { ...owner, Accept });
      return [status, headers.get('Content-Type')?.split(';')[0]];
    };
    expect(await typeOf('', '*/*')).toEqual([200, 'text/html']);
    expect(await typeOf('', 'application/pdf')).toEqual([200, 'application/pdf']);
    expect(await typeOf('', 'application/json, text/html;q=0.5')).toEqual([200, 'application/json']);
    expect(await typeOf('?format=html', 'application/pdf')).toEqual([200, 'text/html']);
    expect(await typeOf('', 'image/png')).toEqual([406, 'application/problem+json']);
  });

  it('the copy for the public withholds what it is told to, and nothing can be withheld that is no line', async () => {
    const path = `${submission}/publication-copy`;
    const wrong = await call(service, 'POST', path, owner, {
      redactions: [{ field: 'X.9', reason: 'x', basis: 'trade_secret' }],
    });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/redactions/0/field']);
    const made = await call(service, 'POST', path, owner, {
      redactions: [{ field: 'II.2', reason: 'Bí mật kinh doanh', basis: 'trade_secret' }],
    });
    expect(made.status, JSON.stringify(made.body).slice(0, 300)).toBe(200);
    expect(made.body).toContain('Bí mật kinh doanh');
  });

  it('the notification is a file for programs, and the incident has its form', async () => {
    const { body } = await call(service, 'GET', `${submission}/notification`, owner);
    expect(body.schema).toBe('luongtri.notification/1');
    const { id } = everything.ids['/v1/incidents']!;
    const report = await call(service, 'GET', `/v1/incidents/${id}/report`, owner);
    expect(report.status, JSON.stringify(report.body).slice(0, 300)).toBe(200);
    expect(report.body).toContain('AI01a');
  });

  it('a PDF that is asked for later: 202, its state, then the file; nobody else sees it', async () => {
    const begun = await call(service, 'GET', `${submission}/reports/audit?format=pdf`, {
      ...owner,
      Prefer: 'respond-async',
    });
    expect(begun.status, JSON.stringify(begun.body)).toBe(202);
    const place = begun.headers.get('Location')!;
    await expect.poll(async () => (await call(service, 'GET', place, owner)).body.state).toBe('done');
    const { body } = await call(service, 'GET', place, owner);
    const file = await call(service, 'GET', body.result.href, owner);
    expect([file.status, file.headers.get('Content-Type')]).toEqual([200, 'application/pdf']);
    const other = await (await service.organisation('company')).as('owner');
    expect((await call(service, 'GET', place, other)).status).toBe(404);
    expect((await call(service, 'GET', body.result.href, other)).status).toBe(404);
  });

  it('a report that was made before is made again when what it shows has changed', async () => {
    const draft = `/v1/assessments/${everything.ids['/v1/assessments']!.id}`;
    const begin = async (): Promise<string> => {
      const begun = await call(service, 'GET', `${draft}/reports/audit`, {
        ...owner,
        Accept: 'application/pdf',
        Prefer: 'respond-async',
      });
      expect(begun.status, JSON.stringify(begun.body)).toBe(202);
      return begun.body.id;
    };
    const first = await begin();
    expect(await begin()).toBe(first);
    const organisation = await call(service, 'GET', '/v1/organisation', owner);
    const renamed = await call(
      service,
      'PATCH',
      '/v1/organisation',
      { ...owner, 'If-Match': organisation.headers.get('ETag')! },
      { name: 'Tên mới' },
    );
    expect(renamed.status, JSON.stringify(renamed.body)).toBe(200);
    expect(await begin()).not.toBe(first);
  });

  it('the look of an organisation is on its own reports, and what could do harm is refused with its place', async () => {
    const look = {
      logo: null,
      accent: '#1d4e89',
      cover: { vi: 'Bản dành cho hội đồng', en: 'For the board' },
      sections: [
        {
          place: 'end',
          title: { vi: 'Lời kết', en: 'Closing' },
          template: { vi: '<p>{{system.name}}</p>', en: '<p>{{system.name}}</p>' },
        },
      ],
    };
    const path = '/v1/organisation/report-look';
    const harmful = structuredClone(look);
    harmful.sections[0]!.template.vi = '<script>alert(1)</script>{{constructor}}';
    const refused = await call(service, 'PUT', path, { ...owner, 'If-Match': '"0"' }, harmful);
    expect([refused.status, refused.body.errors.length > 1]).toEqual([422, true]);
    const saved = await call(service, 'PUT', path, { ...owner, 'If-Match': '"0"' }, look);
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    expect((await call(service, 'PUT', path, { ...owner, 'If-Match': '"0"' }, look)).status).toBe(412);
    const html = (await call(service, 'GET', `${submission}/reports/audit`, owner)).body;
    for (const text of ['Bản dành cho hội đồng', 'Lời kết', '#1d4e89']) expect(html).toContain(text);
    const form = (await call(service, 'GET', `${submission}/reports/self-assessment`, owner)).body;
    expect(form).not.toContain('Lời kết');
    const other = await (await service.organisation('company')).as('owner');
    expect((await call(service, 'GET', path, other)).body.revision).toBe(0);
  });
});
