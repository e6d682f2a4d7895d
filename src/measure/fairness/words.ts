/**
 * @module What verdicts and reasons mean in plain words. Reviewed against overclaiming: no text says that a system is fair,
 * lawful or discriminating, and the four-fifths mark is named for what it is.
 */
import type { Direction } from './direction.ts';
import type { GroupStatus } from './floors.ts';
import type { Reason } from './measured.ts';
import type { Bilingual } from './row-issues.ts';
import type { Simpson } from './strata.ts';
import type { Verdict } from './verdict.ts';

export const VERDICT_TITLES: Record<Verdict, Bilingual> = {
  adverse: { vi: 'Chênh lệch bất lợi', en: 'Adverse disparity' },
  disparity: { vi: 'Có dấu hiệu chênh lệch', en: 'Signs of a disparity' },
  insufficient: { vi: 'Chưa đủ dữ liệu để đánh giá', en: 'Not enough data to judge' },
  no_evidence_of_disparity: { vi: 'Chưa thấy bằng chứng về chênh lệch', en: 'No evidence of a disparity' },
};

export const VERDICT_TEXTS: Record<Verdict, Bilingual> = {
  adverse: {
    vi: 'Có ít nhất một nhóm mà tỷ số so với nhóm thuận lợi nhất thấp hơn 4/5, và nếu chỉ do ngẫu nhiên thì hiếm khi thấy mức chênh lệch lớn như vậy (p sau hiệu chỉnh Holm dưới 0,05). Đơn vị cần tìm nguyên nhân và xem xét phương án ít gây thiệt hại hơn. Con số này chưa cho biết nguyên nhân và không phải là kết luận về vi phạm pháp luật.',
    en: 'For at least one group the ratio to the best-treated group is below four fifths, and chance alone would rarely produce so large a gap (p below 0.05 after Holm’s correction). Look for the cause and for a less harmful alternative. The figure does not show the cause and is not a finding that the law was broken.',
  },
  disparity: {
    vi: 'Có một trong các dấu hiệu: tỷ số thấp hơn 4/5 nhưng chưa loại trừ được ngẫu nhiên; tỷ số từ 4/5 trở lên nhưng chênh lệch có ý nghĩa thống kê; hoặc chênh lệch chỉ lộ ra khi so sánh trong từng phân tầng. Đơn vị cần xem kỹ hơn hoặc thu thập thêm dữ liệu.',
    en: 'There is one of these signs: a ratio below four fifths that chance could still explain; a ratio of four fifths or more with a statistically significant gap; or a gap that shows only when people are compared within strata. Look closer or collect more data.',
  },
  insufficient: {
    vi: 'Dữ liệu chưa cho phép kết luận theo hướng nào. Điều này không có nghĩa là không có chênh lệch.',
    en: 'The data support no conclusion either way. This does not mean that there is no disparity.',
  },
  no_evidence_of_disparity: {
    vi: 'Với các nhóm và chỉ số đã so sánh, khoảng tin cậy 95% của tỷ số nằm từ 0,8 trở lên và không có chênh lệch có ý nghĩa thống kê. Chênh lệch nhỏ hơn mức đó vẫn có thể tồn tại. Kết quả chỉ nói về dữ liệu này và không chứng minh hệ thống là công bằng.',
    en: 'For the groups and rates that were compared, the 95% interval of the ratio lies at or above 0.8 and no gap is statistically significant. Smaller gaps may still exist. This speaks of these data only and does not prove that the system is fair.',
  },
};

export const DIRECTION_TEXTS: Record<Direction, Bilingual> = {
  assistive: {
    vi: 'Được chọn là có lợi (ví dụ được vay, được tuyển): tỷ lệ thấp là bất lợi.',
    en: 'Being selected helps (a loan, a job): a low rate is the harm.',
  },
  punitive: {
    vi: 'Được chọn là bất lợi (ví dụ bị gắn cờ, bị từ chối, bị cho nghỉ việc): tỷ lệ cao là bất lợi.',
    en: 'Being selected harms (a flag, a refusal, a dismissal): a high rate is the harm.',
  },
};

/** What the numbers do not show. */
export const LIMITS: readonly Bilingual[] = [
  {
    vi: 'Mức 4/5 (0,8) là quy tắc kinh nghiệm trong hướng dẫn tuyển dụng của Hoa Kỳ (29 CFR 1607.4(D)), không phải là quy định của pháp luật Việt Nam.',
    en: 'The four-fifths mark (0.8) is a rule of thumb from United States employment guidelines (29 CFR 1607.4(D)); it is not Vietnamese law.',
  },
  {
    vi: 'Không có ý nghĩa thống kê không đồng nghĩa với công bằng; có chênh lệch không cho biết nguyên nhân.',
    en: 'Not statistically significant does not mean fair; a gap does not tell its cause.',
  },
  {
    vi: 'Nếu kết quả thực tế trong dữ liệu đã mang thiên lệch (ví dụ do quyết định trước đây), các chỉ số về sai sót cũng mang thiên lệch đó.',
    en: 'If the recorded outcomes are themselves biased (by earlier decisions, for example), the error rates inherit that bias.',
  },
  {
    vi: 'Khi tỷ lệ thực tế giữa các nhóm khác nhau, không thể làm cho mọi chỉ số cùng bằng nhau; chọn chỉ số nào là một quyết định cần nêu lý do.',
    en: 'When base rates differ between groups, not all measures can be equal at once; which one to favour is a decision that needs reasons.',
  },
  {
    vi: 'Chỉ những thuộc tính và nhóm có trong dữ liệu được so sánh; người không rõ thuộc nhóm nào và nhóm dưới 10 người không được so sánh.',
    en: 'Only attributes and groups in the data are compared; people whose group is not known and groups under 10 people are not.',
  },
];

export const REASON_TEXTS: Record<Reason, Bilingual> = {
  empty_group: { vi: 'nhóm không có ai', en: 'the group is empty' },
  no_actual_positives: { vi: 'không có ai có kết quả thực tế dương', en: 'no one has the positive actual outcome' },
  no_actual_negatives: { vi: 'không có ai có kết quả thực tế âm', en: 'no one has the negative actual outcome' },
  no_one_selected: { vi: 'không có ai được chọn', en: 'no one was selected' },
  no_one_refused: { vi: 'mọi người đều được chọn', en: 'everyone was selected' },
  both_zero: { vi: 'cả hai tỷ lệ đều bằng 0', en: 'both rates are zero' },
  reference_is_zero: { vi: 'tỷ lệ dùng để so sánh bằng 0', en: 'the rate compared with is zero' },
  no_group: { vi: 'không có nhóm nào đủ lớn để so sánh', en: 'no group is large enough to compare' },
  one_group: { vi: 'chỉ có một nhóm để so sánh', en: 'there is only one group to compare' },
  no_variation: { vi: 'mọi người có cùng một kết quả', en: 'everyone has the same outcome' },
  hidden_small: { vi: 'dưới 10 người nên không hiển thị', en: 'fewer than 10 people, so not shown' },
  withheld: {
    vi: 'không hiển thị, vì từ đó có thể tính ra số liệu của một nhóm dưới 10 người',
    en: 'not shown, because a group of fewer than 10 people could be worked out from it',
  },
  no_labels: { vi: 'dữ liệu không có kết quả thực tế', en: 'the data do not hold actual outcomes' },
  too_few_people: { vi: 'dưới 10 người trong phép so sánh này', en: 'fewer than 10 people in this comparison' },
  interval_too_wide: {
    vi: 'khoảng tin cậy còn chứa cả mức dưới 0,8',
    en: 'the interval still includes ratios below 0.8',
  },
  too_many_unknown: {
    vi: 'trên 20% số người không rõ thuộc nhóm nào',
    en: 'the group of more than 20% of the people is not known',
  },
  too_many_rejected: {
    vi: 'trên 20% số dòng của tệp không đọc được nên bị loại',
    en: 'more than 20% of the rows of the file could not be read and were left out',
  },
};

export const STATUS_TEXTS: Record<Exclude<GroupStatus, 'judged'>, Bilingual> = {
  small_sample: { vi: 'mẫu nhỏ: dưới 30 người', en: 'small sample: under 30 people' },
  small_share: {
    vi: 'dưới 2% số người: có so sánh nhưng không tính vào tỷ số chính',
    en: 'under 2% of the people: compared, but left out of the headline ratio',
  },
  hidden: { vi: 'dưới 10 người: không hiển thị tỷ lệ', en: 'under 10 people: rates are not shown' },
  withheld: {
    vi: 'không hiển thị tỷ lệ, để không tính ra được số liệu của một nhóm dưới 10 người',
    en: 'rates are not shown, so that a group under 10 people cannot be worked out',
  },
  empty: { vi: 'không có ai', en: 'no one' },
};

export const FLIP_FLOP: Bilingual = {
  vi: 'chỉ cần một quyết định khác đi là chiều chênh lệch đảo lại',
  en: 'a single different decision would reverse the direction of the gap',
};

export const SIMPSON_TEXTS: Record<Simpson, Bilingual> = {
  reversed: {
    vi: 'Cảnh báo nghịch lý Simpson: trong từng phân tầng, chiều chênh lệch ngược với số liệu gộp.',
    en: 'Warning, Simpson’s paradox: within strata the gap points the other way than in the pooled numbers.',
  },
  vanishes: {
    vi: 'Cảnh báo nghịch lý Simpson: số liệu gộp cho thấy chênh lệch nhưng trong từng phân tầng thì chưa thấy; hãy xem vì sao các nhóm phân bố khác nhau giữa các phân tầng.',
    en: 'Warning, Simpson’s paradox: the pooled numbers show a gap that is not seen within strata; ask why the groups are spread differently over the strata.',
  },
  appears: {
    vi: 'Cảnh báo nghịch lý Simpson: số liệu gộp che khuất một chênh lệch thấy được trong từng phân tầng.',
    en: 'Warning, Simpson’s paradox: the pooled numbers hide a gap that is there within strata.',
  },
};
