/**
 * @module What the parts of a workforce report mean in plain words. Reviewed against overclaiming: exposure is never called job
 * loss, an unmeasured occupation is never called safe, and choices of ours are named as ours.
 */
import type { Bilingual } from '../fairness/index.ts';
import type { ExposureReason } from './exposure.ts';
import type { Intent, PlanPart, Technology } from './input.ts';
import type { Gradient } from './occupations.ts';
import type { StepName, StepStatus } from './process.ts';

export const STATE_TITLES: Record<'measured' | 'open', Bilingual> = {
  measured: { vi: 'Đã đo mức dịch chuyển công việc', en: 'Displaced work measured' },
  open: { vi: 'Chưa đo được đầy đủ', en: 'Not fully measured' },
};

export const STATE_TEXTS: Record<'measured' | 'open', Bilingual> = {
  measured: {
    vi: 'Con số là khối lượng công việc mà hệ thống có thể đảm nhận theo các giả định đã nêu, quy đổi ra người làm toàn thời gian. Đây không phải là số người mất việc.',
    en: 'The figure is the work that the system could take over under the stated assumptions, in full-time equivalents. It is not a number of people who lose their jobs.',
  },
  open: {
    vi: 'Có nghề chưa có mức phơi nhiễm để tính. Kết quả chung còn để ngỏ; không được hiểu là ít tác động hoặc an toàn.',
    en: 'For some occupations there is no exposure to calculate with. The overall result stays open; it does not mean little impact, or safety.',
  },
};

export const GRADIENT_TITLES: Record<Gradient, Bilingual> = {
  not_exposed: { vi: 'không phơi nhiễm với trí tuệ nhân tạo tạo sinh', en: 'not exposed to generative AI' },
  minimal: { vi: 'phơi nhiễm tối thiểu', en: 'minimal exposure' },
  gradient_1: { vi: 'phơi nhiễm mức 1', en: 'exposure gradient 1' },
  gradient_2: { vi: 'phơi nhiễm mức 2', en: 'exposure gradient 2' },
  gradient_3: { vi: 'phơi nhiễm mức 3', en: 'exposure gradient 3' },
  gradient_4: { vi: 'phơi nhiễm mức 4 (cao nhất)', en: 'exposure gradient 4 (highest)' },
};

export const EXPOSURE_SOURCES: Record<'ilo_2025' | 'imputed' | 'tasks' | 'none', Bilingual> = {
  ilo_2025: { vi: 'chỉ số ILO 2025', en: 'ILO index 2025' },
  imputed: { vi: 'suy ra từ các nghề cùng nhóm ba chữ số (ước tính)', en: 'imputed from the same three-digit group' },
  tasks: { vi: 'tỷ lệ phần việc do đơn vị cung cấp', en: 'task shares given by the organisation' },
  none: { vi: 'chưa đo', en: 'not measured' },
};

export const EXPOSURE_REASONS: Record<ExposureReason, Bilingual> = {
  not_generative: {
    vi: 'Chỉ số của ILO chỉ nói về trí tuệ nhân tạo tạo sinh, không áp dụng cho rô-bốt, thị giác máy hay tự động hóa quy trình. Hãy bổ sung tasks: tỷ lệ từng phần việc kèm bằng chứng.',
    en: 'The ILO index speaks of generative AI only; it does not apply to robots, machine vision or process automation. Add tasks: the share of each task, with evidence.',
  },
  technology_unknown: {
    vi: 'Chưa rõ công nghệ được dùng, nên không biết chỉ số nào áp dụng.',
    en: 'The technology is not known, so it is not known which index applies.',
  },
  vsco_group_1: {
    vi: 'Nhóm 1 (nhà lãnh đạo) của Danh mục nghề nghiệp Việt Nam khác ISCO-08 nên không tự động quy đổi. Hãy xác định mã ISCO-08 tương ứng và ghi classification: isco08.',
    en: 'Group 1 (leaders) of the Vietnamese classification differs from ISCO-08 and is not converted automatically. Decide on the ISCO-08 code and write classification: isco08.',
  },
  no_published_score: {
    vi: 'ILO không công bố điểm cho nghề này và không có nghề cùng nhóm để suy ra.',
    en: 'The ILO published no score for this occupation, and no occupation of the same group can stand in.',
  },
  tasks_incomplete: {
    vi: 'Các phần việc đã nêu chưa đủ 100% thời gian làm việc; phần còn lại được tính là chưa biết.',
    en: 'The tasks given do not cover all the working time; the rest counts as not known.',
  },
};

export const INPUT_UNKNOWN: Record<'coverage' | 'intent', Bilingual> = {
  coverage: { vi: 'chưa rõ phạm vi sử dụng (coverage)', en: 'the coverage is not known' },
  intent: { vi: 'chưa rõ mục đích sử dụng (intent)', en: 'the intent is not known' },
};

export const TECHNOLOGY_TITLES: Record<Technology, Bilingual> = {
  generative: { vi: 'trí tuệ nhân tạo tạo sinh', en: 'generative AI' },
  robotics: { vi: 'rô-bốt', en: 'robots' },
  vision: { vi: 'thị giác máy', en: 'machine vision' },
  process_automation: { vi: 'tự động hóa quy trình', en: 'process automation' },
  other: { vi: 'công nghệ khác', en: 'other technology' },
  unknown: { vi: 'chưa rõ công nghệ', en: 'technology not known' },
};

export const INTENT_TITLES: Record<Intent, Bilingual> = {
  replace: { vi: 'thay thế', en: 'replace' },
  mixed: { vi: 'thay thế một phần', en: 'mixed' },
  assist: { vi: 'hỗ trợ', en: 'assist' },
  unknown: { vi: 'chưa rõ', en: 'not known' },
};

export const STEP_TITLES: Record<StepName, Bilingual> = {
  consultation: {
    vi: 'Đối thoại, trao đổi ý kiến với tổ chức đại diện người lao động (khoản 6 Điều 42, khoản 2 Điều 44, điểm c khoản 2 Điều 63 Bộ luật Lao động; Điều 41 Nghị định 145/2020/NĐ-CP)',
    en: 'Dialogue with the workers’ organisation (Labour Code articles 42(6), 44(2), 63(2)(c); Decree 145/2020/NĐ-CP article 41)',
  },
  posting: {
    vi: 'Công bố nội dung chính của đối thoại tại nơi làm việc, chậm nhất 03 ngày làm việc sau khi kết thúc (điểm e khoản 1 Điều 41 Nghị định 145/2020/NĐ-CP)',
    en: 'Main points of the dialogue posted at the workplace within 3 working days after its end (Decree 145/2020/NĐ-CP article 41(1)(e))',
  },
  plan: {
    vi: 'Phương án sử dụng lao động đủ năm nội dung (khoản 3 Điều 42, khoản 1 Điều 44 Bộ luật Lao động)',
    en: 'Labour-usage plan with its five contents (Labour Code articles 42(3), 44(1))',
  },
  announcement: {
    vi: 'Công khai phương án cho người lao động trong 15 ngày kể từ ngày thông qua (khoản 2 Điều 44 Bộ luật Lao động)',
    en: 'Plan announced to the workers within 15 days of its adoption (Labour Code article 44(2))',
  },
  notice_province: {
    vi: 'Thông báo trước 30 ngày cho Ủy ban nhân dân cấp tỉnh (khoản 6 Điều 42 Bộ luật Lao động)',
    en: '30 days’ notice to the provincial People’s Committee (Labour Code article 42(6))',
  },
  notice_workers: {
    vi: 'Thông báo trước 30 ngày cho từng người lao động (khoản 6 Điều 42 Bộ luật Lao động)',
    en: '30 days’ notice to each worker (Labour Code article 42(6))',
  },
};

export const STATUS_TITLES: Record<StepStatus, Bilingual> = {
  done: { vi: 'đã thực hiện', en: 'done' },
  late: { vi: 'thực hiện hoặc dự kiến sau thời hạn', en: 'done or planned after the last day' },
  overdue: { vi: 'chưa thực hiện, đã quá thời hạn', en: 'not done, and the last day is over' },
  missing: { vi: 'chưa thực hiện', en: 'not done' },
  incomplete: { vi: 'chưa đủ', en: 'incomplete' },
  upcoming: { vi: 'chưa đến hạn', en: 'can still be done in time' },
  unclear: {
    vi: 'phụ thuộc một ngày chưa rõ là ngày làm việc',
    en: 'depends on a day that may or may not be a working day',
  },
  unknown: { vi: 'chưa có thông tin', en: 'not shown' },
  not_needed: {
    vi: 'số liệu trong tệp chưa cho thấy phải thực hiện',
    en: 'the numbers in the file do not call for it',
  },
};

export const PLAN_PART_TITLES: Record<PlanPart, Bilingual> = {
  continuing: {
    vi: 'a) số lượng và danh sách người tiếp tục làm, được đào tạo lại, chuyển làm không trọn thời gian',
    en: '(a) number and list of those who stay, are retrained or go part-time',
  },
  retiring: { vi: 'b) số lượng và danh sách người nghỉ hưu', en: '(b) number and list of those who retire' },
  ending: {
    vi: 'c) số lượng và danh sách người phải chấm dứt hợp đồng',
    en: '(c) number and list of those whose contract ends',
  },
  rights_and_duties: { vi: 'd) quyền và nghĩa vụ của các bên', en: '(d) rights and duties of the parties' },
  measures_and_funding: { vi: 'đ) biện pháp và nguồn tài chính', en: '(đ) measures and source of money' },
};

/** ILO, ASEAN in Transformation (2016), as reported by secondary sources; never used in a calculation. */
export const GARMENT_NOTE: Bilingual = {
  vi: 'Để tham khảo, không dùng để tính: báo cáo ASEAN in Transformation của ILO (2016) ước tính 86% lao động làm công ăn lương ngành dệt may, da giày Việt Nam có nguy cơ cao từ tự động hóa (theo nguồn thứ cấp; phương pháp này thường bị cho là ước tính quá cao). Hãy đo bằng tỷ lệ phần việc tại đơn vị.',
  en: 'For reading only, not used in the calculation: the ILO report ASEAN in Transformation (2016) put 86% of wage workers in Vietnamese textiles, clothing and footwear at high risk from automation (from secondary sources; the method is widely held to overstate). Measure task shares in your own organisation.',
};

/** What the figures do not show. */
export const WORKFORCE_LIMITS: readonly Bilingual[] = [
  {
    vi: 'Mức phơi nhiễm không phải là mất việc: đó là tiềm năng kỹ thuật đối với các phần việc; việc làm thay đổi ra sao tùy vào quyết định của đơn vị.',
    en: 'Exposure is not job loss: it is technical potential for tasks; what becomes of the jobs depends on what the organisation decides.',
  },
  {
    vi: 'Chỉ số của ILO (2025) chỉ áp dụng cho trí tuệ nhân tạo tạo sinh; khoảng thấp – cao là một độ lệch chuẩn của các phần việc, không phải khoảng tin cậy.',
    en: 'The ILO index (2025) applies to generative AI only; the low–high band is one standard deviation of the tasks, not a confidence interval.',
  },
  {
    vi: 'Trọng số mục đích (thay thế 1; một phần 0,5; hỗ trợ 0,2) và thang khả năng là lựa chọn của phương pháp này, không phải số đo.',
    en: 'The weights of the intent (replace 1, mixed 0.5, assist 0.2) and the scale of the likelihood are choices of this method, not measurements.',
  },
  {
    vi: 'Bộ luật Lao động không ấn định thế nào là "nhiều người lao động" (khoản 3 Điều 42). Báo cáo này lấy từ 02 người bị ảnh hưởng trở lên làm mức thận trọng do chúng tôi chọn; đơn vị nên hỏi ý kiến pháp lý.',
    en: 'The Labour Code does not say how many are "many workers" (article 42(3)). This report takes 2 affected workers or more, a prudent choice of ours; take legal advice.',
  },
  {
    vi: 'Trợ cấp mất việc làm được tính theo Điều 47 Bộ luật Lao động và Điều 8 Nghị định 145/2020/NĐ-CP từ số liệu đơn vị khai; cách làm tròn tháng lẻ cần đối chiếu văn bản đang có hiệu lực trước khi chi trả, phần lẻ dưới một đồng được làm tròn lên. Trợ cấp thôi việc (Điều 46) là khoản khác.',
    en: 'The job-loss allowance follows Labour Code article 47 and Decree 145/2020/NĐ-CP article 8 from the figures given; check the rounding of odd months against the text in force before paying; a fraction of a đồng is rounded up. Severance pay (article 46) is a different payment.',
  },
  {
    vi: 'Thời hạn được tính không kể ngày đầu; đối với thời hạn báo trước 30 ngày, nên gửi sớm hơn ngày cuối cùng được nêu.',
    en: 'Periods are counted without their first day; give the 30 days’ notice earlier than the last day shown.',
  },
  {
    vi: 'Báo cáo không xem xét chất lượng việc làm, giám sát người lao động hay quyết định tự động về người lao động; các nội dung đó nằm trong bộ câu hỏi.',
    en: 'Job quality, monitoring of workers and automated decisions about them are not looked at here; the questionnaire asks about them.',
  },
];
