/** @module What to do about a mistake in a workforce file. */
import type { Bilingual } from '../fairness/index.ts';

export const FIXES = {
  mapping: { vi: 'Viết các dòng dạng "khóa: giá trị".', en: 'Write lines of the form "key: value".' },
  fewer: { vi: 'Gộp thành ít mục hơn.', en: 'Merge them into fewer entries.' },
  once: { vi: 'Giữ lại một mục, hoặc đặt tên khác nhau.', en: 'Keep one of them, or give them different names.' },
  text: { vi: 'Viết một văn bản ngắn.', en: 'Write a short text.' },
  count: { vi: 'Viết số người: số nguyên từ 0.', en: 'Write a number of people: a whole number from 0.' },
  countFromOne: { vi: 'Viết số người: số nguyên từ 1.', en: 'Write a number of people: a whole number from 1.' },
  share: {
    vi: 'Viết tỷ lệ từ 0 đến 1, ví dụ 0.6; nếu chưa biết, viết unknown khi mục này cho phép.',
    en: 'Write a share from 0 to 1, for example 0.6; where it is not known, write unknown if this field permits it.',
  },
  date: { vi: 'Viết ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-11-22.', en: 'Write YEAR-MONTH-DAY, for example 2026-11-22.' },
  yesNo: { vi: 'Viết true, false hoặc unknown.', en: 'Write true, false or unknown.' },
  months: {
    vi: 'Viết số tháng từ 0 đến 720, tối đa hai chữ số thập phân.',
    en: 'Write months from 0 to 720, with at most two decimals.',
  },
  money: {
    vi: 'Viết số tiền đồng, là số nguyên, không dấu chấm phân cách.',
    en: 'Write an amount in VND: a whole number without separators.',
  },
  wages: {
    vi: 'Dùng average_monthly_wage (bình quân 06 tháng, số nguyên đồng) hoặc last_six_wages (sáu mức lương tháng), không dùng cả hai.',
    en: 'Give average_monthly_wage (six-month average, whole VND) or last_six_wages (six monthly wages), not both.',
  },
  codeOrTitle: {
    vi: 'Viết code (mã bốn chữ số) hoặc title (tên nghề).',
    en: 'Write code (four digits) or title (name of the occupation).',
  },
  code: {
    vi: 'Viết mã bốn chữ số trong dấu nháy, ví dụ "8153".',
    en: 'Write four digits in quotes, for example "8153".',
  },
  technology: {
    vi: 'Ghi technology cho nghề này hoặc cho cả tệp: generative (văn bản, hình ảnh, lập trình), robotics, vision, process_automation, other hoặc unknown.',
    en: 'Give technology for this occupation or for the whole file: generative (text, images, code), robotics, vision, process_automation, other or unknown.',
  },
  tasks: {
    vi: 'Chia công việc thành ít nhất hai phần việc; tổng share không quá 1.',
    en: 'Divide the work into at least two tasks; their shares must not exceed 1 together.',
  },
  evidence: {
    vi: 'Nêu bằng chứng: bấm giờ, chạy thử, số liệu sản xuất… Không có bằng chứng thì bỏ cả mục tasks; kết quả sẽ là chưa đo.',
    en: 'Name the evidence: time study, trial run, production data… Without it leave tasks out; the result will then be "not measured".',
  },
  planned: {
    vi: 'Sáu số (kept, retrained, moved, part_time, retired, ended) không trùng người; tổng không vượt headcount.',
    en: 'The six numbers (kept, retrained, moved, part_time, retired, ended) share no one; together they must not exceed headcount.',
  },
  groups: {
    vi: 'Mỗi nhóm có affected và total; affected không lớn hơn total, tổng total của một thuộc tính không vượt headcount.',
    en: 'Each group has affected and total; affected must not exceed total, nor the totals of an attribute headcount.',
  },
  sameAffected: {
    vi: 'Đếm cùng những người bị ảnh hưởng đó theo từng thuộc tính.',
    en: 'Count the same affected people by each attribute.',
  },
  amounts: {
    vi: 'Chia danh sách trợ cấp thành nhiều tệp, hoặc kiểm tra lại số người và tiền lương.',
    en: 'Divide the allowance list over several files, or check the people and the wages.',
  },
  statedOrNone: {
    vi: 'Viết none nếu đơn vị chưa làm; nếu đã làm, ghi các khóa bên dưới; nếu không rõ, bỏ mục này.',
    en: 'Write none if it was not done; otherwise give the keys below; leave it out if not known.',
  },
  dateOrder: { vi: 'Kiểm tra lại hai ngày này.', en: 'Check the two dates.' },
  part: { vi: 'Phần không được lớn hơn toàn bộ.', en: 'The part must not exceed the whole.' },
} as const satisfies Record<string, Bilingual>;
