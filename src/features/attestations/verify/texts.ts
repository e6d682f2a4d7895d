/** @module What each check says, in plain words. */
import type { Text } from '../../../engine/index.ts';
import type { CheckId } from './checks.ts';

export const TEXTS: Record<CheckId, { passed: Text; failed: Text }> = {
  manifest: {
    passed: { vi: 'Danh mục tệp đọc được.', en: 'The list of files can be read.' },
    failed: { vi: 'Danh mục tệp bị hỏng hoặc bị sửa.', en: 'The list of files is damaged or was changed.' },
  },
  files: {
    passed: { vi: 'Mọi tệp đúng như danh mục.', en: 'Every file is as the list says.' },
    failed: { vi: 'Có tệp không đúng như danh mục.', en: 'A file is not as the list says.' },
  },
  keys: {
    passed: { vi: 'Các khóa công khai ghi đúng mã của mình.', en: 'The public keys carry their own names.' },
    failed: { vi: 'Danh sách khóa công khai sai.', en: 'The list of public keys is wrong.' },
  },
  credential: {
    passed: {
      vi: 'Bản xác nhận đọc được và thuộc bộ hồ sơ này.',
      en: 'The attestation can be read and belongs to this bundle.',
    },
    failed: {
      vi: 'Bản xác nhận không đọc được hoặc không thuộc bộ hồ sơ này.',
      en: 'The attestation cannot be read or does not belong to this bundle.',
    },
  },
  credential_signature: {
    passed: { vi: 'Chữ ký trên bản xác nhận đúng.', en: 'The signature on the attestation is right.' },
    failed: { vi: 'Chữ ký trên bản xác nhận sai.', en: 'The signature on the attestation is wrong.' },
  },
  credential_key: {
    passed: { vi: 'Khóa còn hiệu lực khi ký.', en: 'The key was in use when it signed.' },
    failed: { vi: 'Khóa không có hiệu lực vào lúc ký.', en: 'The key was not in use when it signed.' },
  },
  log_event: {
    passed: { vi: 'Sự kiện trong nhật ký ghi đúng hồ sơ này.', en: 'The event in the log names this very record.' },
    failed: {
      vi: 'Sự kiện trong nhật ký không phải về hồ sơ này.',
      en: 'The event in the log is not about this record.',
    },
  },
  log_inclusion: {
    passed: { vi: 'Sự kiện có trong nhật ký.', en: 'The event is in the log.' },
    failed: { vi: 'Bằng chứng nằm trong nhật ký sai.', en: 'The proof that it is in the log is wrong.' },
  },
  log_checkpoint: {
    passed: { vi: 'Mốc kiểm của nhật ký có chữ ký đúng.', en: 'The checkpoint of the log is rightly signed.' },
    failed: {
      vi: 'Mốc kiểm của nhật ký sai hoặc không có chữ ký đúng.',
      en: 'The checkpoint of the log is wrong or not rightly signed.',
    },
  },
  rules: {
    passed: { vi: 'Quy tắc đúng là bộ đã dùng.', en: 'The rules are the ones that were used.' },
    failed: { vi: 'Quy tắc không phải bộ đã dùng.', en: 'The rules are not the ones that were used.' },
  },
  questionnaires: {
    passed: { vi: 'Bộ câu hỏi đúng là bộ đã dùng.', en: 'The questionnaires are the ones that were used.' },
    failed: { vi: 'Bộ câu hỏi không phải bộ đã dùng.', en: 'The questionnaires are not the ones that were used.' },
  },
  occupations: {
    passed: {
      vi: 'Bảng nghề nghiệp đúng là bảng đã dùng.',
      en: 'The tables of occupations are the ones that were used.',
    },
    failed: {
      vi: 'Bảng nghề nghiệp không phải bảng đã dùng.',
      en: 'The tables of occupations are not the ones that were used.',
    },
  },
  submission: {
    passed: { vi: 'Hồ sơ đã nộp đúng như bản xác nhận.', en: 'The submission is the one that was attested.' },
    failed: { vi: 'Hồ sơ đã nộp khác với bản xác nhận.', en: 'The submission is not the one that was attested.' },
  },
  review: {
    passed: { vi: 'Biên bản soát xét đúng như bản xác nhận.', en: 'The review is the one that was attested.' },
    failed: { vi: 'Biên bản soát xét khác với bản xác nhận.', en: 'The review is not the one that was attested.' },
  },
  parts: {
    passed: {
      vi: 'Câu trả lời, kết quả và danh mục minh chứng khớp với hồ sơ.',
      en: 'Answers, results and the list of evidence are those of the records.',
    },
    failed: { vi: 'Có tệp khác với phần tương ứng của hồ sơ.', en: 'A file differs from its part of the records.' },
  },
  claims: {
    passed: {
      vi: 'Mọi điều ghi trong bản xác nhận khớp với hồ sơ.',
      en: 'All that the attestation says is in the records.',
    },
    failed: { vi: 'Bản xác nhận ghi khác với hồ sơ.', en: 'The attestation says something else than the records.' },
  },
  answers: {
    passed: { vi: 'Câu trả lời đúng mã băm đã ghi.', en: 'The answers have the hash that was recorded.' },
    failed: { vi: 'Câu trả lời không đúng mã băm đã ghi.', en: 'The answers do not have the hash that was recorded.' },
  },
  recomputed: {
    passed: {
      vi: 'Tính lại từ câu trả lời cho đúng kết quả này.',
      en: 'Computing it again from the answers gives this very result.',
    },
    failed: {
      vi: 'Tính lại từ câu trả lời cho kết quả khác.',
      en: 'Computing it again from the answers gives another result.',
    },
  },
  rules_recomputed: {
    passed: {
      vi: 'Chương trình thứ hai (json-logic-js) tính từng quy tắc, cho cùng giá trị.',
      en: 'A second program (json-logic-js) gives the same value, rule by rule.',
    },
    failed: {
      vi: 'Chương trình thứ hai (json-logic-js) cho giá trị khác ở một quy tắc.',
      en: 'A second program (json-logic-js) gives another value for a rule.',
    },
  },
  review_recomputed: {
    passed: {
      vi: 'Tính lại với các câu trả lời được chấp nhận cho đúng kết quả sau soát xét.',
      en: 'Computing it again with the accepted answers gives this very reviewed result.',
    },
    failed: {
      vi: 'Tính lại với các câu trả lời được chấp nhận cho kết quả khác.',
      en: 'Computing it again with the accepted answers gives another result.',
    },
  },
  bundle_signature: {
    passed: { vi: 'Chữ ký trên toàn bộ hồ sơ đúng.', en: 'The signature on the bundle as a whole is right.' },
    failed: { vi: 'Chữ ký trên toàn bộ hồ sơ sai.', en: 'The signature on the bundle as a whole is wrong.' },
  },
  status_lists: {
    passed: { vi: 'Danh sách tình trạng có chữ ký đúng.', en: 'The status lists are rightly signed.' },
    failed: {
      vi: 'Danh sách tình trạng sai hoặc không có chữ ký đúng.',
      en: 'The status lists are wrong or not rightly signed.',
    },
  },
  withdrawal: {
    passed: { vi: 'Tính đến lúc lập danh sách: chưa bị rút.', en: 'When the list was made, it was not withdrawn.' },
    failed: { vi: 'Bản xác nhận đã bị rút.', en: 'The attestation was withdrawn.' },
  },
  supersession: {
    passed: {
      vi: 'Tính đến lúc lập danh sách: chưa có bản thay thế.',
      en: 'When the list was made, nothing had superseded it.',
    },
    failed: { vi: 'Đã có bản nộp mới hơn thay thế.', en: 'A newer submission has superseded it.' },
  },
  issuer: {
    passed: { vi: 'Khóa ký là khóa mà bạn tin.', en: 'It was signed with keys that you trust.' },
    failed: {
      vi: 'Khóa ký không nằm trong các khóa mà bạn tin.',
      en: 'It was not signed with the keys that you trust.',
    },
  },
};

export type NotChecked =
  | 'public_copy'
  | 'no_review'
  | 'not_needed'
  | 'earlier_failure'
  | 'other_engine'
  | 'no_trust'
  | 'no_bundle'
  | 'unsupported'
  | 'rules_not_applied';

export const REASONS: Record<NotChecked, Text> = {
  public_copy: {
    vi: 'Không kiểm được: bản công khai không có câu trả lời.',
    en: 'Not checked: the public copy holds no answers.',
  },
  no_review: { vi: 'Không cần kiểm: hồ sơ chưa được soát xét.', en: 'Not needed: there is no review.' },
  not_needed: {
    vi: 'Không cần kiểm: không đo phương án lao động.',
    en: 'Not needed: no workforce plan was measured.',
  },
  earlier_failure: {
    vi: 'Chưa kiểm, vì đã có chỗ sai ở trên.',
    en: 'Not checked, because something above is wrong.',
  },
  other_engine: {
    vi: 'Không so được: kết quả do phiên bản khác của chương trình tính ra.',
    en: 'Cannot be compared: another version of the program computed the result.',
  },
  no_trust: {
    vi: 'Không kiểm được: bạn chưa chỉ ra khóa nào mà bạn tin.',
    en: 'Not checked: you have not named any keys that you trust.',
  },
  no_bundle: {
    vi: 'Không kiểm được khi không có bộ hồ sơ.',
    en: 'Cannot be checked without the bundle.',
  },
  unsupported: {
    vi: 'Không kiểm được: trình duyệt này không kiểm được chữ ký Ed25519, hoặc trang không mở qua https. Hãy dùng trình duyệt mới hơn.',
    en: 'Not checked: this browser cannot check Ed25519 signatures, or the page was not opened over https. Use a newer browser.',
  },
  rules_not_applied: {
    vi: 'Không có quy tắc nào mà mọi dữ kiện đều đã biết.',
    en: 'There is no rule whose facts are all known.',
  },
};
