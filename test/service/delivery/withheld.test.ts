import { beforeAll, describe, expect, it } from 'vitest';
import type { PrintOptions } from '../../../src/adapters/print-options.ts';
import { publishKey } from '../../../src/features/log/index.ts';
import { AI02_FIELDS } from '../../../src/features/reports/forms/index.ts';
import { insideMarkup, insideZip } from '../../support/look-inside.ts';
import { type PlantedCompany, plantCompany } from '../../support/planted-company.ts';
import { BASE_URL, startService } from '../../support/service.ts';

/** What the printer is given is all that a PDF is made of; what becomes of it is in test/browser/withheld-paper.test.ts. */
const printer = {
  print: async (html: string, options: PrintOptions) => new TextEncoder().encode(JSON.stringify([html, options])),
};
const service = startService({ printer });

/** Lines of AI02 that are texts, by the place of the word planted for them. */
const TEXT_LINES: Record<string, string> = {
  'I.1': 'public.ai02.agency value',
  'I.2': 'system name',
  'I.3': 'public.ai02.provider value',
  'I.5': 'public.ai02.legal-basis value',
  'I.9': 'public.ai02.code value',
  'II.1': 'public.ai02.role value',
  'II.2': 'public.ai02.inputs value',
  'II.3': 'public.ai02.outputs value',
  'II.5': 'public.ai02.supervision value',
  'II.6': 'public.ai02.effect value',
  'III.1': 'public.ai02.risk-privacy value',
  'III.2': 'public.ai02.risk-bias value',
  'III.3': 'public.ai02.risk-accuracy value',
  'III.4': 'public.ai02.risk-transparency value',
  'III.5': 'public.ai02.risk-security value',
  'III.6': 'public.ai02.risk-rights value',
  'III.7': 'public.ai02.risk-other value',
  'IV.1': 'public.ai02.measure-technical value',
  'IV.2': 'public.ai02.measure-organisational value',
  'IV.3': 'public.ai02.measure-protection value',
  'V.2': 'public.ai02.incidents value',
  'V.3': 'public.ai02.complaints value',
  VI: 'public.ai02.consultation value',
  'VII.signatory': 'public.ai02.signatory value',
};
/** Line I.4 is put together of three answers. */
const AIMS = ['ethics.a.purpose value', 'ethics.a.scope value', 'public.ai02.functions value'];
const EVERY_LINE = [...Object.values(TEXT_LINES), ...AIMS].sort();

let made: PlantedCompany;
beforeAll(async () => {
  await publishKey(service.ctx);
  made = await plantCompany(service, 'tax-risk-scoring');
}, 120_000);

/** All that an answer holds, its headers included, whatever its form. */
async function everythingIn(response: Response): Promise<string> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\n${decodeURIComponent(value)}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return [...headers, isZip ? insideZip(bytes) : insideMarkup(new TextDecoder().decode(bytes))].join('\n');
}

async function placesIn(method: string, path: string, headers: Record<string, string>, body?: object) {
  const response = await service.app.request(`${BASE_URL}${path}`, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await everythingIn(response);
  return { status: response.status, places: made.planted.placesIn(text).sort(), text };
}

const FORMATS = ['html', 'json', 'docx', 'pdf'] as const;
const LANGUAGES = ['vi', 'en'] as const;
const EACH = FORMATS.flatMap((format) => LANGUAGES.map((lang) => [format, lang] as const));

describe('the published copy of AI02', () => {
  const copy = (format: string, lang: string, fields: readonly string[], reason = 'Quyết định số 7/QĐ') =>
    placesIn('POST', `/v1/submissions/${made.ids.submission}/publication-copy?lang=${lang}`, made.owner.headers, {
      format,
      redactions: fields.map((field) => ({ field, reason, basis: 'state_secret' })),
    });

  it.each(EACH)('%s in %s: with every line withheld nothing is left of any text', async (format, lang) => {
    const { status, places } = await copy(format, lang, AI02_FIELDS);
    expect([status, places]).toEqual([200, []]);
  });

  it.each(EACH)(
    '%s in %s: with no line withheld it has the lines of the form, and nothing else',
    async (format, lang) => {
      const { status, places } = await copy(format, lang, []);
      expect([status, places]).toEqual([200, EVERY_LINE]);
    },
  );

  it('each line alone is gone from every format, and only that line', async () => {
    for (const [field, place] of Object.entries(TEXT_LINES)) {
      for (const format of FORMATS) {
        const { places } = await copy(format, 'vi', [field]);
        expect([field, format, places]).toEqual([field, format, EVERY_LINE.filter((other) => other !== place)]);
      }
    }
    expect((await copy('json', 'vi', ['I.4'])).places).toEqual(EVERY_LINE.filter((place) => !AIMS.includes(place)));
  });

  it('a reason that says what is withheld is withheld itself', async () => {
    const reason = `Vì ${made.planted.text('public.ai02.inputs value')}`;
    for (const format of FORMATS) {
      const { places, text } = await copy(format, 'vi', ['II.2'], reason);
      expect(places).not.toContain('public.ai02.inputs value');
      expect(text).toContain('Vì [đã lược bỏ]');
    }
  });
});

describe('who may not see all of it', () => {
  it('the public: what people affected are told, and who reviewed', async () => {
    const { attestation } = made.ids;
    const organisation = ['organisation contact', 'organisation name'];
    const shown = [...organisation, ...['name', 'version', 'provider', 'purpose'].map((name) => `system ${name}`)];
    for (const path of [
      `/v1/attestations/${attestation}`,
      `/v1/attestations/${attestation}/credential`,
      `/v1/attestations/${attestation}/bundle`,
      `/verify/${attestation}`,
    ]) {
      const { status, places } = await placesIn('GET', path, {});
      expect([path, status === 200, places.filter((place) => !shown.includes(place))]).toEqual([path, true, []]);
    }
    const { places } = await placesIn('GET', `/v1/attestations/${attestation}/bundle`, {});
    expect(places).toContain('system name');
  });

  it('the auditor: the submission and its evidence, but neither talk nor drafts nor what happened elsewhere', async () => {
    const audit = `/v1/audits/${made.ids.review}`;
    const hidden = ['comment', 'reason of a change', 'link note', 'incident title', 'incident text', 'person owner'];
    const seen = new Set<string>();
    for (const path of [
      '',
      '/submission',
      '/changes',
      '/sample',
      '/verdicts',
      '/verdicts/history',
      '/result',
      '/findings',
    ]) {
      const { status, places } = await placesIn('GET', audit + path, made.auditor.headers);
      expect([path, status === 200 || status === 409, places.filter((place) => hidden.includes(place))]).toEqual([
        path,
        true,
        [],
      ]);
      for (const place of places) seen.add(place);
    }
    // The check itself sees: what is submitted is there.
    expect([...seen]).toEqual(expect.arrayContaining(['scope.kind note', 'file title', 'verdict', 'finding title']));
    const own = await placesIn('GET', `/v1/submissions/${made.ids.submission}/reports/audit`, made.auditor.headers);
    expect([[403, 404].includes(own.status), own.places]).toEqual([true, []]);
  });

  it('a regulator, another company, an adviser without a grant, nobody: nothing of reports, exports or jobs', async () => {
    const { submission, assessment, incident, attestation } = made.ids;
    const kinds = ['regulator', 'company', 'adviser', 'audit_body'] as const;
    const others = await Promise.all(kinds.map(async (kind) => (await service.organisation(kind)).as('owner')));
    const paths = [
      ...['audit', 'impact-assessment', 'public-summary', 'change'].map(
        (id) => `/v1/submissions/${submission}/reports/${id}`,
      ),
      ...['answers', 'findings', 'evidence', 'workbook', 'oscal'].map(
        (id) => `/v1/submissions/${submission}/exports/${id}`,
      ),
      `/v1/assessments/${assessment}/reports/audit`,
      `/v1/submissions/${submission}/notification`,
      `/v1/incidents/${incident}/report`,
      `/v1/attestations/${attestation}/full-bundle`,
    ];
    for (const headers of [...others, {}]) {
      for (const path of paths) {
        const { status, places } = await placesIn('GET', path, headers);
        expect([path, [401, 403, 404].includes(status), places]).toEqual([path, true, []]);
      }
    }
  });
});
