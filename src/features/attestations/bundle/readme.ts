/** @module What a bundle says about itself to whoever unpacks it, in both languages. */
import type { Manifest } from './manifest.ts';

interface ReadmeInput {
  kind: Manifest['kind'];
  /** Address of the page that checks it. */
  href: string;
  system: string;
  organisation: string;
}

const READERS = { vi: readVi, en: readEn };

export const readme = (lang: 'vi' | 'en', input: ReadmeInput): string => READERS[lang](input);

/** Names of others stand on one line, so that they cannot pretend to be a heading. */
const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

function readVi({ kind, href, system, organisation }: ReadmeInput): string {
  const isFull = kind === 'full';
  return `# Bộ hồ sơ xác minh – bản ${isFull ? 'đầy đủ' : 'công khai'}

Hệ thống: ${line(system)}
Đơn vị: ${line(organisation)}
Trang xác minh: ${href}

Bộ hồ sơ này ghi lại điều đơn vị đã khai, kết quả tính từ lời khai đó và, nếu có, kết luận của đơn vị soát xét. Đây không phải
chứng nhận của cơ quan nhà nước.

## Cách kiểm tra

- Trên trình duyệt: mở trang /verify của một máy chủ Lương Tri và chọn tệp zip này. Tệp không rời khỏi máy của bạn.
- Trên máy tính, không cần mạng: \`luongtri verify TỆP.zip --trust jwks.json\`, trong đó jwks.json là khóa công khai lấy từ địa chỉ
  /.well-known/jwks.json của nơi phát hành mà bạn tin.
- Bằng tay: mỗi mã trong manifest.json là SHA-256 của một tệp.

Không chỉ ra khóa mà bạn tin thì chỉ biết được tệp còn nguyên vẹn, không biết được ai phát hành.

## Có gì trong đây

- credential.jwt – bản xác nhận có chữ ký (W3C Verifiable Credential 2.0); keys.json – khóa công khai; status/ – danh sách đã rút,
  đã được thay thế, tính đến lúc xuất bộ hồ sơ.
- log/ – sự kiện trong nhật ký, bằng chứng nằm trong nhật ký và mốc kiểm của nhật ký (RFC 6962). Sự kiện ghi mã số của đơn vị và
  của người hoặc khóa API đã nộp hay kết luận; mã không cho biết tên, nhưng giống nhau trong mọi bộ hồ sơ của cùng người đó.
- content/ – quy tắc và bộ câu hỏi đã dùng.
${isFull ? '- records/ – hồ sơ đã nộp, câu trả lời, kết quả, danh mục minh chứng và biên bản soát xét nếu có.' : '- Bản công khai không có câu trả lời, không có tên minh chứng; chỉ có mã băm của chúng.'}
- reports/ – các báo cáo.
- manifest.json, manifest.jws – danh mục tệp và chữ ký trên danh mục; places.json – giúp chỉ đúng chỗ bị sửa.
`;
}

function readEn({ kind, href, system, organisation }: ReadmeInput): string {
  const isFull = kind === 'full';
  return `# Verification bundle – ${isFull ? 'full' : 'public'} copy

System: ${line(system)}
Organisation: ${line(organisation)}
Page that checks it: ${href}

This bundle records what the organisation stated, the result computed from its statements and, where there is one, the reviewer's
conclusion. No authority has confirmed it.

## How to check it

- In a browser: open the page /verify of any Lương Tri server and choose this zip file. The file does not leave your device.
- On a computer, without a network: \`luongtri verify FILE.zip --trust jwks.json\`, where jwks.json holds the public keys from the
  address /.well-known/jwks.json of an issuer you trust.
- By hand: each hash in manifest.json is the SHA-256 of a file.

Unless you name keys that you trust, you learn that the files are unchanged, but not who issued them.

## What is in it

- credential.jwt – the signed attestation (W3C Verifiable Credential 2.0); keys.json – public keys; status/ – what was withdrawn or
  superseded when the bundle was made.
- log/ – the event in the log, the proof that it is there, and the log's checkpoint (RFC 6962). The event names the organisation
  and the person or key that submitted or concluded by ids, which tell no name but are the same in every bundle of theirs.
- content/ – the rules and the questionnaires that were used.
${isFull ? '- records/ – the submission, the answers, the result, the list of evidence, and the review where there is one.' : '- The public copy holds no answers and no titles of evidence, only their hashes.'}
- reports/ – the reports.
- manifest.json, manifest.jws – the list of files and the signature over it; places.json – helps to point at what was changed.
`;
}
