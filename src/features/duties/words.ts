/** @module Words about duties that stand in no rule file. */
import { formatDate } from '../../app/dates.ts';
import type { PlainDate, Text } from '../../engine/index.ts';

export const TRIGGERS = {
  law: {
    title: { vi: 'Đánh giá lại: pháp luật đã thay đổi', en: 'Reassess: the law has changed' },
    text: {
      vi: 'Từ ngày của lần đánh giá gần nhất, có quy định mà kết quả đó dựa vào đã bắt đầu, thay đổi hoặc hết hiệu lực. Kết quả cũ vẫn đúng cho ngày của nó, không chắc đúng cho hôm nay.',
      en: 'Since the day of the last assessment, provisions on which its result rests began, changed or ended. The result stays right for its day, not necessarily for today.',
    },
  },
  rules: {
    title: { vi: 'Đánh giá lại: quy tắc đã được sửa', en: 'Reassess: the rules were corrected' },
    text: {
      vi: 'Bộ quy tắc mà kết quả gần nhất dựa vào đã được sửa hoặc bổ sung. Đánh giá lại để biết kết quả có đổi hay không.',
      en: 'The rules on which the last result rests were corrected or extended. Assess again to see whether the result changes.',
    },
  },
  version: {
    title: { vi: 'Đánh giá lại: hệ thống có phiên bản mới', en: 'Reassess: the system has a new version' },
    text: {
      vi: 'Phiên bản đang dùng khác phiên bản đã đánh giá. Thay đổi đáng kể ảnh hưởng đến tiêu chí phân loại thì phải rà soát, phân loại lại; nâng cấp, sửa lỗi thông thường thì không. Ghi thay đổi ở mục Thay đổi.',
      en: 'The version in use is not the one that was assessed. A significant change that affects the criteria requires review and reclassification; routine upgrades and fixes do not. Record it under Changes.',
    },
  },
  evidence: {
    title: { vi: 'Thay minh chứng đã hết hạn', en: 'Replace evidence that has expired' },
    text: {
      vi: 'Minh chứng của lần nộp gần nhất đã hết thời hạn giá trị, nên không còn đỡ cho câu trả lời như khi nộp.',
      en: 'Evidence of the last submission is past its validity and no longer supports the answers as it did.',
    },
  },
  incident: {
    title: { vi: 'Rà soát sau sự cố', en: 'Review after an incident' },
    text: {
      vi: 'Có sự cố được ghi nhận hoặc xác nhận sau lần đánh giá gần nhất. Nếu đó là sự cố nghiêm trọng chứng minh rủi ro thực tế cao hơn mức đã phân loại thì phải rà soát, phân loại lại.',
      en: 'An incident was recorded or confirmed after the last assessment. If it is a serious incident that proves the real risk higher than classified, review and reclassification are required.',
    },
  },
  acceptance: {
    title: { vi: 'Chấp nhận rủi ro đã hết hạn', en: 'An accepted risk has run out' },
    text: {
      vi: 'Thời hạn chấp nhận rủi ro của một phát hiện đã qua: phát hiện được mở lại và cần được xử lý hoặc quyết định lại.',
      en: 'The time for which the risk of a finding was accepted is over: the finding is open again and needs remedy or a new decision.',
    },
  },
} satisfies Record<string, { title: Text; text: Text }>;

export const FINDING: { title: Text; text: Text; undated: Text } = {
  title: { vi: 'Khắc phục phát hiện của bên rà soát', en: 'Remedy a finding of the review' },
  text: {
    vi: 'Hạn do bên rà soát hoặc chính tổ chức đặt, không phải hạn của luật.',
    en: 'The day was set by the reviewer or by the organisation itself, not by law.',
  },
  undated: {
    vi: 'Phát hiện còn mở, chưa ai đặt hạn khắc phục.',
    en: 'The finding is open, and nobody has set a day for its remedy.',
  },
};

export const FIRST_ASSESSMENT: { title: Text; text: Text } = {
  title: {
    vi: 'Cần đánh giá: chưa biết mức rủi ro và nghĩa vụ',
    en: 'To be assessed: level and duties are not known',
  },
  text: {
    vi: 'Chưa có bản đánh giá nào của hệ thống này đang có giá trị (chưa nộp, hoặc đã rút), nên chưa xác định được Luật có áp dụng hay không, nghĩa vụ nào phát sinh và thời hạn nào đang chạy. Theo Luật, nhà cung cấp tự phân loại hệ thống trước khi đưa vào sử dụng; bên triển khai kế thừa kết quả phân loại đó.',
    en: 'No assessment of this system stands (none was submitted, or it was withdrawn), so it is not known whether the Law applies, which duties arise and which time limits run. Under the Law the provider classifies the system before it is put into use, and a deployer inherits that classification.',
  },
};

export const toBeUsedFrom = (day: PlainDate): Text => ({
  vi: `Ngày đưa vào sử dụng đã ghi là ${formatDate(day, 'vi')}. Nếu Luật áp dụng, việc phân loại phải xong trước ngày đó.`,
  en: `The recorded day of putting into use is ${formatDate(day, 'en')}. If the Law applies, the classification has to be finished before that day.`,
});

export const inUseSince = (day: PlainDate): Text => ({
  vi: `Hệ thống được ghi là đưa vào sử dụng từ ${formatDate(day, 'vi')}. Việc phân loại có quá hạn hay không còn tùy Luật có áp dụng và có thời hạn chuyển tiếp hay không: kết quả đánh giá sẽ cho biết.`,
  en: `The system is recorded as in use since ${formatDate(day, 'en')}. Whether the classification is late depends on whether the Law applies and whether there is a transition period: the assessment tells.`,
});

export const inUseUnknown: Text = {
  vi: 'Chưa ghi ngày đưa vào sử dụng.',
  en: 'The day of putting into use is not recorded.',
};

export const OUT_OF_USE: Text = {
  vi: 'Hệ thống được ghi là đã ngừng sử dụng. Chúng tôi không thấy quy định nào nói nghĩa vụ này chấm dứt khi ngừng sử dụng, nên vẫn nêu ở đây.',
  en: 'The system is recorded as retired. We found no provision that ends this duty with its use, so it stays here.',
};

export const NOT_SAID: Text = {
  vi: 'Ngày này đã qua, nhưng lần nộp gần nhất chưa trả lời việc đã làm hay chưa.',
  en: 'The day has passed, but the last submission does not say whether it was done.',
};

/** @param lastDays of the periods that are possible besides none */
export const mayBindAlready = (lastDays: readonly PlainDate[]): Text => {
  const days = (lang: keyof Text, or: string): string => lastDays.map((day) => formatDate(day, lang)).join(or);
  return {
    vi: `Chưa xác định thời hạn chuyển tiếp. Có thể không có, khi đó nghĩa vụ áp dụng như với hệ thống mới; nếu có thì ngày cuối là ${days('vi', ' hoặc ')}.`,
    en: `It is open which transition period applies. There may be none: then the duty binds as for a new system. If there is one, its last day is ${days('en', ' or ')}.`,
  };
};
