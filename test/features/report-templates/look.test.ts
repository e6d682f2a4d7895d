import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { contrast } from '../../../src/features/report-templates/accent.ts';
import {
  applyOverride,
  buildReportOverride,
  checkReportLook,
  isOverridable,
  type ReportLook,
  ReportLookSchema,
} from '../../../src/features/report-templates/index.ts';
import { LOGO_LIMITS } from '../../../src/features/report-templates/logo.ts';
import { loaded } from '../../support/content.ts';
import { render } from '../../support/report.ts';
import { subjectOf } from '../../support/subject.ts';

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes as string).toString('base64');

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
}

/** A PNG that claims a size; its checksums are not looked at by anyone here. */
function png(width: number, height: number, padding = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(16))),
    Buffer.alloc(padding),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const JPEG = Buffer.from([
  0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 40, 0,
  120, 1, 1, 0x11, 0, 0xff, 0xd9,
]);

const PLAIN: ReportLook = { logo: null, accent: null, cover: null, sections: [] };
const problems = async (look: Partial<ReportLook>): Promise<string[]> =>
  (await checkReportLook({ ...PLAIN, ...look })).map(({ pointer, message }) => `${pointer} ${message.en}`);

describe('the logo', () => {
  it('PNG and JPEG are taken, told by their bytes', async () => {
    expect(await problems({ logo: base64(png(600, 200)) })).toEqual([]);
    expect(await problems({ logo: base64(JPEG) })).toEqual([]);
    const override = await buildReportOverride(
      { ...PLAIN, logo: base64(JPEG) },
      subjectOf('office-assistant'),
      loaded.content,
    );
    expect(override.logo).toMatch(/^data:image\/jpeg;base64,\/9j\//);
  });

  it.each([
    ['svg', base64('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), /The bytes are .*, not a PNG or JPEG/],
    ['html', base64('<html><script>x</script></html>'), /not a PNG or JPEG/],
    ['gif', base64('GIF89a\u0001\0\u0001\0\0\0\0;'), /image\/gif, not a PNG or JPEG/],
    ['too many bytes', base64(png(10, 10, LOGO_LIMITS.bytes)), /at most 524288 are taken/],
    ['an image that unfolds', base64(png(50_000, 50_000)), /50000 × 50000 pixels/],
    ['no size', base64(png(0, 10)), /0 × 10 pixels/],
    ['cut off', base64(JPEG.subarray(0, 18)), /size of the image cannot be read/],
    ['not base64', 'không', /It is not base64/],
    ['end of an attribute', '" onerror="x', /It is not base64/],
  ])('%s is refused', async (_, logo, reason) => {
    const found = await problems({ logo });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^\/logo /);
    expect(found[0]).toMatch(reason);
  });
});

describe('the accent colour', () => {
  it('contrast is that of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    // The example of the standard's own documents: the lightest grey that small text may have on white.
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('a colour nobody can read is refused with its contrast', async () => {
    expect(await problems({ accent: '#8c1d40' })).toEqual([]);
    expect(await problems({ accent: '#777777' })).toEqual([
      '/accent The contrast of #777777 with the paper of the report is only 4.29, so that text is hard to read',
    ]);
    expect(await problems({ accent: '#ffff00' })).toHaveLength(1);
    for (const accent of ['red', '#fff', '#8c1d40;}', 'url(x)'])
      expect(ReportLookSchema.safeParse({ ...PLAIN, accent }).success).toBe(false);
  });
});

describe('a look', () => {
  const section = (template: string, place: 'cover' | 'start' | 'end' = 'start') => ({
    place,
    title: { vi: 'Lời "ngỏ" <b>', en: 'Foreword' },
    template: { vi: template, en: template },
  });

  it('every problem of every part at once, with its place', async () => {
    const found = await problems({ logo: 'x', accent: '#ffffff', sections: [section('ok'), section('{{{asOf}}}')] });
    expect(found.map((line) => line.split(' ')[0])).toEqual([
      '/logo',
      '/accent',
      '/sections/1/template/vi',
      '/sections/1/template/en',
    ]);
  });

  it('is only for reports that are no form of the law', () => {
    expect(isOverridable('audit')).toBe(true);
    for (const id of ['self-assessment', 'classification-dossier', 'impact-assessment', 'incident', '__proto__'])
      expect(isOverridable(id)).toBe(false);
  });

  const REPORT =
    '<!doctype html><html><head><title>T</title></head><body><header class="cover"><h1>T</h1></header><main id="main"><p>&lt;/main&gt;</p></main></body></html>';

  it('stands at its places, marked as the organisation’s own', async () => {
    const look: ReportLook = {
      logo: base64(png(600, 200)),
      accent: '#8c1d40',
      cover: { vi: 'Bản nội bộ <1>', en: 'Internal' },
      sections: [
        section('<p>{{organisation.name}}</p>', 'cover'),
        section('<p>a</p></main>', 'start'),
        section('<p>{{system.name}}</p>', 'end'),
      ],
    };
    const override = await buildReportOverride(look, subjectOf('office-assistant'), loaded.content);
    const html = applyOverride(REPORT, override, 'vi');
    expect(html).toContain('<style>:root{--accent:#8c1d40}');
    expect(html).toMatch(
      /<header class="cover"><img class="own-logo" src="data:image\/png;base64,[\w+/=]+" alt="Biểu trưng của tổ chức"><h1>/,
    );
    expect(html).toContain('<p class="own-cover">Bản nội bộ &lt;1&gt;</p><section class="own"');
    expect(html).toContain('Công ty Cổ phần Thử Nghiệm</p></section></header>');
    expect(html).toContain(
      '<main id="main"><section class="own" aria-labelledby="own-start-0"><h2 id="own-start-0">Lời &quot;ngỏ&quot; &lt;b&gt;</h2>',
    );
    expect(html).toContain('Nội dung riêng của tổ chức, không thuộc kết quả đánh giá');
    // The second section is not valid: a notice stands for it, and the report is whole.
    expect(html).toContain('không được in vì mẫu của nó không hợp lệ');
    expect(html).toMatch(/<\/section><\/main><\/body><\/html>$/);
    expect(html.match(/<\/main>/g)).toHaveLength(1);
    // Taken away again, nothing of the report is lost.
    expect(
      html.replaceAll(
        /<style>:root.*?<\/style>|<img class="own-logo"[^>]*>|<p class="own-cover">.*?<\/p>|<section class="own".*?<\/section>/g,
        '',
      ),
    ).toBe(REPORT);
  });

  it('its sections stand in the contents under letters of their own, in the order of reading', async () => {
    const look: ReportLook = {
      ...PLAIN,
      sections: [
        section('<p>1</p>', 'end'),
        section('<p>2</p>', 'start'),
        section('<p>3</p>', 'cover'),
        section('<p>4</p>', 'end'),
      ],
    };
    const subject = subjectOf('office-assistant');
    const override = await buildReportOverride(look, subject, loaded.content);
    const plain = render('audit', subject, 'vi').html;
    const html = applyOverride(plain, override, 'vi');
    const entries = (text: string) =>
      [...text.matchAll(/<li><a href="#([^"]+)"><span class="toc-number">([^<]+)<.*?data-page-of="([^"]+)"/g)].map(
        ([, href, number, page]) => [number, href, page],
      );
    const own = (number: string, id: string) => [number, id, id];
    expect(entries(html)).toEqual([
      own('A', 'own-cover-0'),
      own('B', 'own-start-0'),
      ...entries(plain),
      own('C', 'own-end-0'),
      own('D', 'own-end-1'),
    ]);
    const headings = [...html.matchAll(/<h2 id="(own-[^"]+)"><span class="number">(\w)<\/span>/g)].map(
      ([, id, letter]) => [letter, id],
    );
    expect(headings).toEqual([
      ['A', 'own-cover-0'],
      ['B', 'own-start-0'],
      ['C', 'own-end-0'],
      ['D', 'own-end-1'],
    ]);
  });

  it('a report without such places is left alone', async () => {
    const override = await buildReportOverride(
      { ...PLAIN, sections: [section('<p>x</p>')] },
      subjectOf('office-assistant'),
      loaded.content,
    );
    expect(applyOverride('<p>x</p>', override, 'en')).toBe('<p>x</p>');
  });
});
