/** @module Words about incidents that stand in no rule file. */
import type { Text } from '../../engine/index.ts';

const portal: Text = {
  vi: 'Cơ quan nhà nước có thẩm quyền, qua Cổng thông tin điện tử một cửa về trí tuệ nhân tạo; khi Cổng chưa vận hành chính thức thì qua phương thức do Bộ Khoa học và Công nghệ công bố (khoản 3, 8 Điều 19 và khoản 1 Điều 46 Nghị định 142)',
  en: 'The competent state authority, through the one-stop AI Portal; until the Portal officially runs, through the channel that the Ministry of Science and Technology announces (Decree 142, articles 19.3, 19.8 and 46.1)',
};

export const ADDRESSEES: Record<
  'provider_notice' | 'authority_notice' | 'preliminary' | 'final' | 'other_law' | 'none',
  Text
> = {
  provider_notice: {
    vi: 'Nhà cung cấp hệ thống (điểm a khoản 2 Điều 19 Nghị định 142)',
    en: 'The provider of the system (Decree 142, article 19.2.a)',
  },
  authority_notice: {
    vi: 'Cơ quan có thẩm quyền; báo cáo và xử lý sự cố thực hiện qua Cổng thông tin điện tử một cửa về trí tuệ nhân tạo (điểm a khoản 2 và khoản 4 Điều 12 Luật)',
    en: 'The competent authority; incidents are reported and handled through the one-stop AI Portal (Law, articles 12.2.a and 12.4)',
  },
  preliminary: portal,
  final: {
    vi: 'Cơ quan nhà nước có thẩm quyền, qua Cổng thông tin điện tử một cửa về trí tuệ nhân tạo (khoản 4, 8 Điều 19 Nghị định 142)',
    en: 'The competent state authority, through the one-stop AI Portal (Decree 142, articles 19.4 and 19.8)',
  },
  other_law: {
    vi: 'Cơ quan mà luật đó nêu (khoản 5 Điều 19 Nghị định 142)',
    en: 'The authority that the other law names (Decree 142, article 19.5)',
  },
  none: { vi: 'Lưu tại đơn vị', en: 'Kept by the organisation' },
};

export const NOTES = {
  unsettled: {
    vi: 'Luật tính cả nguy cơ gây thiệt hại, Nghị định chỉ liệt kê hậu quả đã xảy ra. Sự cố mới ở mức nguy cơ thuộc thời hạn nào là điểm pháp luật chưa rõ; theo thời hạn ngắn hơn là cách thận trọng.',
    en: 'The Law counts a mere risk of damage, the Decree lists only consequences that have happened. Which time limit an incident has that is only a risk is not settled; keeping to the shorter one is prudent.',
  },
  scope: {
    vi: 'Tính với giả định hệ thống là hệ thống trí tuệ nhân tạo thuộc phạm vi của Luật; hệ thống ngoài phạm vi (khoản 2 Điều 1 Luật) không phát sinh nghĩa vụ này.',
    en: 'Counted on the assumption that the system is an AI system to which the Law applies; for one out of its scope (Law, article 1.2) the duty does not arise.',
  },
  beforeLaw: {
    vi: 'Sự việc ở trước ngày quy định này bắt đầu áp dụng nên không tính được hạn từ đó.',
    en: 'It lies before the day on which this provision began to apply, so no time limit can be counted from it.',
  },
  awaitsConfirmation: {
    vi: 'Chưa ghi thời điểm xác nhận. Thời hạn chạy từ khi có đủ thông tin ban đầu để xác định sự cố đã thực sự xảy ra và có khả năng cao do lỗi của hệ thống (điểm c khoản 3 Điều 19 Nghị định 142), không phải từ khi ghi vào đây.',
    en: 'No moment of confirmation is recorded. The time runs from when initial information is enough to say that the incident really happened and very probably stems from a fault of the system (Decree 142, article 19.3.c), not from when it is entered here.',
  },
  awaitsPreliminary: {
    vi: 'Tính từ ngày nộp báo cáo sơ bộ; chưa ghi nhận lần nộp nào.',
    en: 'Counted from the day on which the preliminary report is filed; no filing is recorded yet.',
  },
  exactHours: {
    vi: 'Tính theo giờ liên tục từ thời điểm xác nhận đã ghi, cả ban đêm và ngày nghỉ.',
    en: 'Counted in consecutive hours from the recorded moment of confirmation, through nights and days off.',
  },
} satisfies Record<string, Text>;
