import { describe, expect, it } from 'vitest';
import { validateTemplate } from '../../../src/features/report-templates/index.ts';

/** What is wrong with a template: line:column and the reason. */
const found = (source: string): string[] =>
  validateTemplate(source).issues.map(({ line, column, message }) => `${line}:${column} ${message.en}`);

describe('a template that is in order', () => {
  it.each([
    '',
    'Chữ thường & dấu > và {{organisation.name}}',
    '<p lang="vi">{{system.name}} <strong>{{tier.word}}</strong><br></p><hr>',
    '{{#if review.statement}}<p>{{review.statement}}</p>{{else}}<p>–</p>{{/if}}',
    '{{#unless tier.settled}}<ul>{{#each tier.possible}}<li>{{word}}</li>{{/each}}</ul>{{/unless}}',
    '<table><caption>x</caption><thead><tr><th scope="col">a</th></tr></thead><tbody>{{#each findings}}<tr><td colspan="2">{{title}}{{#if reviewer}} *{{/if}}</td></tr>{{else}}<tr><td>–</td></tr>{{/each}}</tbody></table>',
    '<p><a href="https://example.vn/chinh-sach?x=1&amp;y=2#z">Chính sách</a></p>{{! ghi chú }}',
    '<ol start="3"><li>{{this.asOf}} {{./asOf}} {{system/name}}</li></ol>',
  ])('%s', (source) => {
    expect(found(source)).toEqual([]);
  });
});

describe('a template is refused with the reason', () => {
  it.each<[string, string, string[]]>([
    ['script', 'a\n<script>alert(1)</script>', ['2:1 <script> is refused: a template may not run anything']],
    ['script in other letters', '<ScRiPt src=//x>', ['1:1 <script> is refused: a template may not run anything']],
    ['event handler', '<p onclick="x()">a</p>', ['1:4 onclick is refused: a template may not react to events']],
    [
      'event handler on a refused element',
      '<img src=x onerror=alert(1)>',
      [
        '1:12 onerror is refused: a template may not react to events',
        '1:1 <img> is refused: a template may not load or embed anything; the logo has a place of its own',
      ],
    ],
    [
      'remote image',
      '<img src="https://tracker.example/x.png">',
      ['1:1 <img> is refused: a template may not load or embed anything; the logo has a place of its own'],
    ],
    [
      'svg',
      '<svg></svg>',
      ['1:1 <svg> is refused: a template may not load or embed anything; the logo has a place of its own'],
    ],
    [
      'frame',
      '<iframe src="/x"></iframe>',
      ['1:1 <iframe> is refused: a template may not load or embed anything; the logo has a place of its own'],
    ],
    ['style element', '<style>@import "x"</style>', ['1:1 <style> is not among the allowed elements']],
    ['unknown element', '<marquee>x</marquee>', ['1:1 <marquee> is not among the allowed elements']],
    ['end of the report', 'a</main>', ['1:2 <main> is not among the allowed elements']],
    ['heading of the report', '<h1>x</h1>', ['1:1 <h1> is not among the allowed elements']],
    [
      'style with url',
      '<p style="background:url(https://x)">a</p>',
      ['1:4 style with url() is refused: a template may not load anything'],
    ],
    ['style', '<p style="color:red">a</p>', ['1:4 style is not allowed: type and colour are those of the report']],
    [
      'unknown attribute',
      '<p id="x" class="y">a</p>',
      ['1:4 The attribute id is not allowed on <p>', '1:11 The attribute class is not allowed on <p>'],
    ],
    [
      'script link',
      '<a href="javascript:alert(1)">a</a>',
      ['1:4 The link is refused: such an address runs code or embeds data'],
    ],
    [
      'hidden script link',
      '<a href=" java\tscript:alert(1)">a</a>',
      ['1:4 The link is refused: such an address runs code or embeds data'],
    ],
    [
      'data link',
      '<a href="data:text/html,x">a</a>',
      ['1:4 The link is refused: such an address runs code or embeds data'],
    ],
    ['plain http', '<a href="http://example.vn">a</a>', ['1:4 A link may only be a complete https:// address']],
    [
      'entity in the scheme',
      '<a href="&#106;avascript:x">a</a>',
      ['1:4 A link may only be a complete https:// address'],
    ],
    [
      'link with a user name',
      '<a href="https://bank.vn@evil.example/">a</a>',
      ['1:4 A link may only be a complete https:// address'],
    ],
    [
      'file',
      '<a href="file:///etc/passwd">a</a>',
      ['1:4 The link is refused: it may not point to a file or a path of the server'],
    ],
    [
      'path',
      '<a href="../../.env">a</a>',
      ['1:4 The link is refused: it may not point to a file or a path of the server'],
    ],
    ['unquoted', '<a href=https://example.vn>a</a>', ['1:4 The value of href is not quoted']],
    ['repeated', '<p lang="vi" lang="en">a</p>', ['1:14 The attribute lang is repeated']],
    [
      'comment',
      'a<!--#include file="x" -->b',
      ['1:2 HTML comments are refused: they can include files or hide other parts'],
    ],
    ['lone sign', 'a < b', ['1:3 A < that begins no element']],
    [
      'value in a tag',
      '<a href="{{organisation.name}}">x</a>',
      ['1:1 The tag does not end: a value {{…}} may not stand inside of a tag'],
    ],
    [
      'triple',
      '<p>{{{organisation.name}}}</p>',
      ['1:4 {{{…}}} and {{&…}} are refused: values are always printed as text'],
    ],
    ['ampersand', '{{&organisation.name}}', ['1:1 {{{…}}} and {{&…}} are refused: values are always printed as text']],
    ['partial', '{{> header}}', ['1:1 {{> …}} is refused: a template may not include another']],
    [
      'file by partial',
      '{{> ../../../etc/passwd}}',
      ['1:1 {{> ../../../etc/passwd}} is refused: a template may not include files'],
    ],
    ['partial block', '{{#> layout}}x{{/layout}}', ['1:1 {{> …}} is refused: a template may not include another']],
    ['inline partial', '{{#*inline "x"}}y{{/inline}}', ['1:1 {{* …}} is refused']],
    [
      'helper',
      '{{lookup system "name"}}',
      ['1:1 There is no helper lookup; a template has values, and if, unless and each with one name'],
    ],
    [
      'helper block',
      '{{#with system}}{{name}}{{/with}}',
      ['1:1 There is no helper with; a template has values, and if, unless and each with one name'],
    ],
    [
      'sub-expression',
      '{{#if (eq asOf asOf)}}x{{/if}}',
      ['1:1 There is no helper if; a template has values, and if, unless and each with one name'],
    ],
    ['literal', '{{"x"}}', ['1:1 There is no helper ; a template has values, and if, unless and each with one name']],
    [
      'block parameters',
      '{{#each findings as |x|}}{{/each}}',
      ['1:1 There is no helper each; a template has values, and if, unless and each with one name'],
    ],
    [
      'raw block',
      '{{{{raw}}}}x{{{{/raw}}}}',
      ['1:1 There is no helper raw; a template has values, and if, unless and each with one name'],
    ],
    ['prototype', '{{system.__proto__.x}}', ['1:1 __proto__ is refused: a template may not reach into objects']],
    [
      'bracketed prototype',
      '{{system.[__proto__]}}',
      ['1:1 __proto__ is refused: a template may not reach into objects'],
    ],
    [
      'constructor',
      '{{#each findings}}{{constructor.name}}{{/each}}',
      ['1:19 constructor is refused: a template may not reach into objects'],
    ],
    ['root', '{{@root.system.name}}', ['1:1 @root.system.name leaves the group of data it stands in']],
    [
      'parent',
      '{{#each findings}}{{../system.name}}{{/each}}',
      ['1:19 ../system.name leaves the group of data it stands in'],
    ],
    ['index', '{{#each findings}}{{@index}}{{/each}}', ['1:19 @index leaves the group of data it stands in']],
    ['unknown data', 'a\n {{people.name}}', ['2:2 There is no data people.name']],
    ['data of the outside in a loop', '{{#each findings}}{{asOf}}{{/each}}', ['1:19 There is no data asOf']],
    ['into a text', '{{asOf.length}}', ['1:1 There is no data asOf.length']],
    ['group as a value', '{{system}}', ['1:1 system is not a text']],
    ['loop over a text', '{{#each asOf}}x{{/each}}', ['1:1 asOf is not a list']],
    ['not closed', '{{#if asOf}}<p>x{{/if}}', ['1:13 <p> is not closed before the block ends']],
    [
      'closed elsewhere',
      '<p>{{#if asOf}}</p>{{/if}}',
      ['1:16 </p> closes nothing that was opened here', '1:4 <p> is not closed before the block ends'],
    ],
    [
      'crossed',
      '<p><b>x</p></b>',
      ['1:8 </p> closes nothing that was opened here', '1:12 </b> closes nothing that was opened here'],
    ],
    ['block in a line', '<p><ul><li>x</li></ul></p>', ['1:4 <ul> may not stand in <p>']],
    ['row without body', '<table><tr><td>x</td></tr></table>', ['1:8 <tr> may not stand in <table>']],
    ['value in a list', '<ul>{{asOf}}</ul>', ['1:5 A value may not stand directly in <ul>']],
    ['text in a table', '<table>x<tbody></tbody></table>', ['1:8 Text may not stand directly in <table>']],
    ['link in a link', '<a href="https://a.vn">x<a href="https://b.vn">y</a></a>', ['1:25 <a> may not stand in <a>']],
    [
      'turned text',
      'a\u202Ebc',
      ['1:2 A control character, or one that turns the direction of text and hides what the template says'],
    ],
    ['syntax', 'a\n{{#if x', ['2:1 The syntax of the template is wrong here']],
    ['crossed blocks', '{{#if asOf}}{{/each}}', ['1:4 The syntax of the template is wrong here']],
  ])('%s', (_, source, expected) => {
    expect(found(source)).toEqual(expected);
  });

  it('every issue says what to do, in both languages, where it stands', () => {
    const { issues } = validateTemplate('<script></script>{{> x}}{{nothing}}', '/sections/2/template/vi');
    expect(issues).toHaveLength(3);
    for (const { pointer, code, message, fix } of issues) {
      expect([pointer, code]).toEqual(['/sections/2/template/vi', 'refused']);
      expect([message.vi, message.en, fix.vi, fix.en].every((text) => text.length > 3)).toBe(true);
    }
    expect(issues[2]!.fix.en).toContain('organisation');
  });

  it('everything wrong is said at once', () => {
    const source = '<img src="x">\n{{{asOf}}}\n{{> a}}\n<p onclick="x">\n{{system.constructor}}</p>';
    expect(found(source).map((line) => line.split(' ')[0])).toEqual(['1:1', '2:1', '3:1', '4:4', '5:1']);
  });
});

describe('a template that is too much', () => {
  it('more than 64 KB', () => {
    expect(found('ạ'.repeat(30_000))).toEqual(['1:1 The template has 90000 bytes, at most 65536 are taken']);
  });

  it('loops that would come to too many steps or too much text', () => {
    const many = `{{#each findings}}${'{{title}} '.repeat(60)}{{/each}}`;
    expect(found(many)[0]).toMatch(/^1:1 The loops are too large: up to \d{5,} steps/);
    const much = `{{#each findings}}${'x'.repeat(10_000)}{{/each}}`;
    expect(found(much)[0]).toMatch(/The loops are too large: .* 2000000 characters/);
  });

  it('blocks and elements nested too deeply, and deeper than any stack', () => {
    const nested = (count: number): string => `${'{{#if asOf}}'.repeat(count)}x${'{{/if}}'.repeat(count)}`;
    expect(found(nested(16))).toEqual([]);
    expect(found(nested(17))).toEqual(['1:193 The blocks are nested too deeply']);
    const began = performance.now();
    expect(found(nested(3_400))).toEqual(['1:1 The blocks are nested too deeply']);
    expect(found(`{{#if asOf}}${'{{else if asOf}}'.repeat(3_900)}{{/if}}`)).toEqual([
      '1:1 The blocks are nested too deeply',
    ]);
    // The parser alone would need many seconds.
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(found(`${'<div>'.repeat(40)}${'</div>'.repeat(40)}`).length).toBe(24);
  });
});
