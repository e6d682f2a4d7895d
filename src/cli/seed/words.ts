/** @module Words that made-up organisations, people and systems are named with. Any likeness to real ones is chance. */

export const PROVINCES = [
  'Hà Nội',
  'Thành phố Hồ Chí Minh',
  'Đà Nẵng',
  'Hải Phòng',
  'Cần Thơ',
  'Huế',
  'Khánh Hòa',
  'Lâm Đồng',
  'Nghệ An',
  'Quảng Ninh',
  'Thanh Hóa',
  'Đồng Nai',
  'Bắc Ninh',
  'Đắk Lắk',
  'An Giang',
] as const;

/** What a company does, and how its name begins. */
export const SECTORS = [
  { sector: 'Ngân hàng', head: 'Ngân hàng' },
  { sector: 'Bảo hiểm', head: 'Bảo hiểm' },
  { sector: 'Bán lẻ', head: 'Siêu thị' },
  { sector: 'Logistics', head: 'Vận tải' },
  { sector: 'May mặc', head: 'May mặc' },
  { sector: 'Giáo dục', head: 'Giáo dục' },
  { sector: 'Y tế', head: 'Bệnh viện' },
  { sector: 'Viễn thông', head: 'Viễn thông' },
  { sector: 'Du lịch', head: 'Lữ hành' },
  { sector: 'Nông nghiệp', head: 'Nông sản' },
  { sector: 'Phần mềm', head: 'Phần mềm' },
  { sector: 'Xây dựng', head: 'Xây dựng' },
] as const;

export const BRANDS_FIRST = [
  'Hoa',
  'Sông',
  'Núi',
  'Cầu',
  'Gió',
  'Mây',
  'Thuyền',
  'Trăng',
  'Sao',
  'Rừng',
  'Biển',
  'Đèn',
  'Chim',
  'Lúa',
] as const;

export const BRANDS_LAST = [
  'Gạo',
  'Tre',
  'Sen',
  'Xanh',
  'Lam',
  'Vàng',
  'Sớm',
  'Bạc',
  'Nam',
  'Đông',
  'Mai',
  'Quế',
  'Ngọc',
  'An',
] as const;

export const FAMILY_NAMES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
] as const;
export const MIDDLE_NAMES = ['Thị', 'Văn', 'Minh', 'Thu', 'Quốc', 'Ngọc', 'Gia', 'Đức', 'Thanh', 'Hữu'] as const;
export const GIVEN_NAMES = [
  'Ánh',
  'Bảo',
  'Châu',
  'Dũng',
  'Giang',
  'Hạnh',
  'Khuê',
  'Linh',
  'Mận',
  'Phúc',
  'Quỳnh',
  'Sơn',
  'Trang',
  'Tuyết',
  'Yến',
] as const;

export const WHY = ['theo hợp đồng', 'sau khi hỏi nhà cung cấp', 'sửa theo biên bản họp', null, null, null] as const;
