/** @module What a check comes to, in plain words. */
import type { Text } from '../../../engine/index.ts';
import type { ZipFault } from '../bundle/index.ts';

export const VERDICT_IDS = [
  'genuine',
  'genuine_unknown_issuer',
  'altered',
  'withdrawn',
  'superseded',
  'unreadable',
] as const;
export type Verdict = (typeof VERDICT_IDS)[number];

export const VERDICTS: Record<Verdict, Text> = {
  genuine: {
    vi: 'Bản thật: nguyên vẹn, do nơi phát hành mà bạn tin ký.',
    en: 'Genuine: unchanged, and signed by an issuer that you trust.',
  },
  genuine_unknown_issuer: {
    vi: 'Nguyên vẹn, nhưng chưa biết ai phát hành: khóa ký không nằm trong các khóa mà bạn tin.',
    en: 'Unchanged, but the issuer is unknown: the keys that signed it are not among those that you trust.',
  },
  altered: { vi: 'Đã bị sửa hoặc không nguyên vẹn.', en: 'Altered, or not whole.' },
  withdrawn: { vi: 'Đã bị rút.', en: 'Withdrawn.' },
  superseded: { vi: 'Đã có bản mới hơn thay thế.', en: 'Superseded by a newer submission.' },
  unreadable: { vi: 'Không đọc được.', en: 'Cannot be read.' },
};

export type Unreadable = ZipFault | 'no_bundle' | 'no_attestation' | 'not_kept' | 'no_signatures';

export const UNREADABLE: Record<Unreadable, Text> = {
  not_a_zip: { vi: 'Đây không phải tệp zip nguyên vẹn', en: 'This is not a whole zip file' },
  too_large: { vi: 'Tệp quá lớn', en: 'It is too large' },
  too_many_files: { vi: 'Có quá nhiều tệp bên trong', en: 'There are too many files in it' },
  unsafe_name: { vi: 'Tên tệp bên trong không an toàn', en: 'A name in it is not safe' },
  duplicate_name: { vi: 'Một tên tệp xuất hiện hai lần', en: 'A name is in it twice' },
  unsupported: { vi: 'Cách nén hoặc mã hóa không hỗ trợ', en: 'It is packed in a way that is not supported' },
  damaged: { vi: 'Tệp zip bị hỏng', en: 'The zip file is damaged' },
  no_bundle: {
    vi: 'Tệp zip này không phải bộ hồ sơ của Lương Tri',
    en: 'This zip file is not a bundle of Lương Tri',
  },
  no_attestation: {
    vi: 'Máy chủ không trả lời như một nơi phát hành',
    en: 'The server did not answer as an issuer does',
  },
  not_kept: {
    vi: 'Máy chủ không còn giữ nội dung của hồ sơ này, vì dữ liệu của tổ chức đã được xóa',
    en: 'The server no longer keeps what this record says, as the data of the organisation was deleted',
  },
  no_signatures: {
    vi: 'Trình duyệt này không kiểm được chữ ký Ed25519, hoặc trang không mở qua https; hãy dùng trình duyệt mới hơn hoặc lệnh luongtri verify',
    en: 'This browser cannot check Ed25519 signatures, or the page was not opened over https; use a newer browser or the command luongtri verify',
  },
};
