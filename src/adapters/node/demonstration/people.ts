/** @module Who the demonstration shows: organisations that do not exist, with addresses that reach nobody (RFC 2606). */

export interface DemoOrganisation {
  key: string;
  kind: 'company' | 'adviser' | 'audit_body' | 'regulator';
  name: string;
  province: string;
  /** Printed in official forms and in the public summary. */
  address?: string;
  contact?: string;
  sector: string | null;
  people: { key: string; name: string; email: string; role: 'owner' | 'contributor' | 'auditor' | 'analyst' }[];
}

export const OPERATOR = { name: 'Vũ Thị Vận Hành', email: 'van.hanh@luongtri.example' };

export const ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    key: 'bank',
    kind: 'company',
    name: 'Ngân hàng Cầu Khỉ',
    province: 'Cần Thơ',
    address: '1 đường Minh Họa, thành phố Cần Thơ',
    contact: 'hoi-dap@cau-khi.example',
    sector: 'Ngân hàng',
    people: [
      { key: 'bank', name: 'Nguyễn Thị Ánh', email: 'anh@cau-khi.example', role: 'owner' },
      { key: 'bankStaff', name: 'Lê Minh Đức', email: 'duc@cau-khi.example', role: 'contributor' },
    ],
  },
  {
    key: 'factory',
    kind: 'company',
    name: 'May mặc Hoa Gạo',
    province: 'Ninh Bình',
    address: '2 đường Minh Họa, tỉnh Ninh Bình',
    contact: 'nhan-su@hoa-gao.example',
    sector: 'May mặc xuất khẩu',
    people: [{ key: 'factory', name: 'Phạm Văn Khuê', email: 'khue@hoa-gao.example', role: 'owner' }],
  },
  {
    key: 'school',
    kind: 'company',
    name: 'Giáo dục Bút Chì',
    province: 'Đà Nẵng',
    address: '3 đường Minh Họa, thành phố Đà Nẵng',
    contact: 'phu-huynh@but-chi.example',
    sector: 'Giáo dục',
    people: [{ key: 'school', name: 'Trần Thị Mận', email: 'man@but-chi.example', role: 'owner' }],
  },
  {
    key: 'adviser',
    kind: 'adviser',
    name: 'Tư vấn Đèn Biển',
    province: 'Hà Nội',
    sector: 'Tư vấn',
    people: [{ key: 'adviser', name: 'Hoàng Gia Bảo', email: 'bao@den-bien.example', role: 'owner' }],
  },
  {
    key: 'audit',
    kind: 'audit_body',
    name: 'Đánh giá độc lập Thước Ngay',
    province: 'Hà Nội',
    sector: null,
    people: [
      { key: 'auditLeader', name: 'Đặng Thu Trang', email: 'trang@thuoc-ngay.example', role: 'owner' },
      { key: 'auditor', name: 'Bùi Quốc Soát', email: 'soat@thuoc-ngay.example', role: 'auditor' },
      { key: 'secondAuditor', name: 'Ngô Thị Xét', email: 'xet@thuoc-ngay.example', role: 'auditor' },
    ],
  },
  {
    key: 'regulator',
    kind: 'regulator',
    name: 'Cơ quan quản lý (minh họa)',
    province: 'Hà Nội',
    sector: null,
    people: [{ key: 'regulator', name: 'Đỗ Văn Theo', email: 'theo@quan-ly.example', role: 'owner' }],
  },
];
