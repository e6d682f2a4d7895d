/**
 * @module What forms AI01a and AI01b (annex of Decree 142/2026/NĐ-CP) ask that no other record holds: the keys of
 * `IncidentEntry.fields`. What the register, the system and the incident itself hold is not asked again.
 */
import type { Text } from '../../../engine/index.ts';

export type IncidentForm = 'AI01a' | 'AI01b';

export interface IncidentFormField {
  /** Key of `IncidentEntry.fields`. */
  key: string;
  label: Text;
  /** Line of the form. */
  reference: string;
  form: IncidentForm;
  /** The form marks the others "if any", or they are filled in when it is issued. */
  required: boolean;
  type: 'line' | 'text' | 'choice' | 'choices';
  /** Of a choice; `choices` are written joined by commas. */
  options: readonly { id: string; text: Text }[];
}

const text = (vi: string, en: string): Text => ({ vi, en });

/** Boxes of line III.5; the sixth, the estimate, is the field `affected_estimate`. */
export const CONSEQUENCES = [
  { id: 'life_health', text: text('Tính mạng, sức khỏe', 'Life, health') },
  { id: 'property', text: text('Tài sản', 'Property') },
  { id: 'rights_privacy', text: text('Quyền con người, quyền riêng tư', 'Human rights, privacy') },
  { id: 'services', text: text('Dịch vụ công, dịch vụ thiết yếu', 'Public services, essential services') },
  { id: 'national_security', text: text('An ninh quốc gia', 'National security') },
] as const;

/** Boxes of line III.6. */
export const OPERATION_STATES = [
  { id: 'operating', text: text('Đang hoạt động', 'In operation') },
  { id: 'limited', text: text('Hoạt động hạn chế', 'In limited operation') },
  { id: 'paused', text: text('Đã tạm dừng', 'Paused') },
] as const;

type Shared = Omit<IncidentFormField, 'form' | 'reference'> & { line: string };

const asked = (
  line: string,
  key: string,
  label: Text,
  options: Partial<Pick<IncidentFormField, 'required' | 'type' | 'options'>> = {},
): Shared => ({ line, key, label, required: true, type: 'line', options: [], ...options });

const OF_ORGANISATION: readonly Shared[] = [
  asked(
    'I.2',
    'address_contact',
    text('Địa chỉ, thông tin liên hệ của tổ chức', 'Address and contact of the organisation'),
    {
      type: 'text',
    },
  ),
];

const OF_PERSON: readonly Shared[] = [
  asked('I.1', 'reporter_name', text('Họ và tên người báo cáo', 'Full name of the person who reports')),
  asked(
    'I.2',
    'reporter_id_number',
    text('Số CCCD của người báo cáo', 'Citizen identity number of the person who reports'),
  ),
  asked('I.3', 'reporter_address', text('Địa chỉ, thông tin liên hệ', 'Address and contact')),
  asked('I.4', 'reporter_phone', text('Điện thoại', 'Telephone')),
  asked('I.4', 'reporter_email', text('Email', 'E-mail')),
];

const OF_BOTH: readonly Shared[] = [
  asked('head', 'addressee', text('Cơ quan nhận báo cáo', 'Authority that receives the report')),
  asked('II.4', 'provider_deployer', text('Nhà cung cấp, bên triển khai', 'Provider and deployer')),
  asked('III.3', 'location', text('Địa điểm xảy ra sự cố', 'Place of the incident')),
  asked('III.5', 'consequences', text('Loại hậu quả', 'Kinds of consequence'), {
    type: 'choices',
    options: CONSEQUENCES,
  }),
  asked(
    'III.5',
    'affected_estimate',
    text('Ước tính số lượng người hoặc tổ chức bị ảnh hưởng', 'Estimated number of people or organisations affected'),
  ),
  asked(
    'III.6',
    'operation_status',
    text('Trạng thái vận hành tại thời điểm báo cáo', 'State of operation when reporting'),
    {
      type: 'choice',
      options: OPERATION_STATES,
    },
  ),
  asked(
    'III.7',
    'cause_assessment',
    text('Đánh giá sơ bộ về nguyên nhân (nếu có)', 'First assessment of the cause (if any)'),
    {
      type: 'text',
      required: false,
    },
  ),
  asked(
    'IV.1',
    'technical_measures',
    text('Biện pháp kỹ thuật khẩn cấp đã thực hiện', 'Urgent technical measures taken'),
    {
      type: 'text',
    },
  ),
  asked(
    'IV.2',
    'organisational_measures',
    text('Biện pháp tổ chức, quản trị khẩn cấp đã thực hiện', 'Urgent organisational measures taken'),
    { type: 'text' },
  ),
  asked(
    'V',
    'damage_assessment',
    text('Thiệt hại và phạm vi ảnh hưởng, đánh giá sơ bộ', 'Damage and extent, first assessment'),
    {
      type: 'text',
    },
  ),
  asked('VI', 'proposals', text('Kiến nghị, đề xuất (nếu có)', 'Requests and proposals (if any)'), {
    type: 'text',
    required: false,
  }),
  asked('sign', 'signatory', text('Người ký báo cáo (họ tên, chức vụ)', 'Who signs the report (name, office)')),
];

const ofForm = (form: IncidentForm, fields: readonly Shared[]): IncidentFormField[] =>
  fields.map(({ line, ...field }) => ({ ...field, form, reference: `${form}.${line}` }));

/** Every field to ask for, in the order of each form; both forms share most keys. */
export const INCIDENT_FORM_FIELDS: readonly IncidentFormField[] = [
  ...ofForm('AI01a', [...OF_ORGANISATION, ...OF_BOTH]),
  ...ofForm('AI01b', [...OF_PERSON, ...OF_BOTH]),
];

/** What a field says when the organisation does not know it; an absent key is a gap. */
export const FIELD_UNKNOWN = 'unknown';
