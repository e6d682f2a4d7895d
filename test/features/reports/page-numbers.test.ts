import { describe, expect, it } from 'vitest';
import { pageNumbersOf, writePageNumbers } from '../../../src/adapters/page-numbers.ts';

const pdf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const DOCUMENT = `%PDF-1.4
1 0 obj
<</Type /Page>>
endobj
2 0 obj
<</Length 40>> stream
9 0 obj
<</Kids [1 0 R]>>
endstream
endobj
3 0 obj
<</Type /Page>>
endobj
4 0 obj
<</Type /Page>>
endobj
5 0 obj
<</Type /Pages
/Kids [1 0 R 3 0 R]>>
endobj
6 0 obj
<</Type /Pages
/Kids [5 0 R 4 0 R]>>
endobj
7 0 obj
<</first [1 0 R /XYZ 6 800 0]
/th#E1ng [4 0 R /XYZ 6 10.5 0]
/last [4 0 R /XYZ 6 10.5 0]>>
endobj
8 0 obj
<</Type /Catalog
/Pages 6 0 R
/Dests 7 0 R>>
endobj`;

describe('page numbers', () => {
  it('are read through the page tree, in its order', () => {
    const found = pageNumbersOf(pdf(DOCUMENT.replace('/th#E1ng', '/th#C3#A1ng')));
    expect([...found]).toEqual([
      ['first', 1],
      ['tháng', 3],
      ['last', 3],
    ]);
  });

  it('a document without inner links has none', () => {
    expect(pageNumbersOf(pdf('%PDF-1.4\n1 0 obj\n<</Type /Catalog\n/Pages 2 0 R>>\nendobj')).size).toBe(0);
    expect(pageNumbersOf(pdf('')).size).toBe(0);
  });

  it('are written as data, whatever a target is called', () => {
    const script = writePageNumbers(new Map([[`"]);alert(1);//`, 3]]));
    expect(() => new Function(script)).not.toThrow();
    expect(script).toContain(JSON.stringify(`"]);alert(1);//`));
  });
});
