/**
 * @module What the bytes 0x80–0xFF mean in the encodings that Vietnamese files had before Unicode. Bytes below are ASCII in
 * all of them. Marks come out as combining characters after their letter; whoever compares names normalises first (NFC).
 */

/** Windows-1258, as the WHATWG Encoding Standard has it. */
const WINDOWS_1258 =
  '€\u0081‚ƒ„…†‡ˆ‰\u008a‹Œ\u008d\u008e\u008f' +
  '\u0090‘’“”•–—˜™\u009a›œ\u009d\u009eŸ' +
  '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯' +
  '°±²³´µ¶·¸¹º»¼½¾¿' +
  'ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏ' +
  'ĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß' +
  'àáâăäåæçèéêë\u0301íîï' +
  'đñ\u0323óôơö÷øùúûüư₫ÿ';

/** TCVN 5712:1993, of which TCVN3 ("ABC", fonts .Vn…) is the part that files use. Its capital fonts keep small codes. */
const TCVN =
  'ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ' +
  'ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ' +
  '\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ' +
  '\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ' +
  'ẮẦẨẪẤỀặầẩẫấậèỂẻẽ' +
  'éẹềểễếệìỉỄẾỒĩíịò' +
  'Ổỏõóọồổỗốộờởỡớợù' +
  'ỖủũúụừửữứựỳỷỹýỵỐ';

const [GRAVE, ACUTE, HOOK, TILDE, DOT] = ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
const [CIRCUMFLEX, BREVE] = ['\u0302', '\u0306'];

/** VNI for Windows: a letter is followed by the byte of its marks; what a byte adds, for small letters. */
const VNI: Record<number, string> = {
  248: GRAVE,
  249: ACUTE,
  251: HOOK,
  245: TILDE,
  239: DOT,
  226: CIRCUMFLEX,
  224: CIRCUMFLEX + GRAVE,
  225: CIRCUMFLEX + ACUTE,
  229: CIRCUMFLEX + HOOK,
  227: CIRCUMFLEX + TILDE,
  228: CIRCUMFLEX + DOT,
  234: BREVE,
  232: BREVE + GRAVE,
  233: BREVE + ACUTE,
  250: BREVE + HOOK,
  252: BREVE + TILDE,
  235: BREVE + DOT,
  236: 'ì',
  237: 'í',
  230: 'ỉ',
  243: 'ĩ',
  242: 'ị',
  244: 'ơ',
  246: 'ư',
  238: 'ỵ',
  241: 'đ',
};

const vni = (byte: number): string => {
  // Capitals lie 0x20 below; their marks are the same.
  const own = VNI[byte] ?? VNI[byte + 0x20]?.toUpperCase();
  return own ?? String.fromCharCode(byte);
};

const ascii = Array.from({ length: 0x80 }, (_, byte) => String.fromCharCode(byte));

/** The text of each byte. */
export const BYTE_TABLES = {
  'windows-1258': [...ascii, ...WINDOWS_1258],
  tcvn3: [...ascii, ...TCVN],
  vni: [...ascii, ...Array.from({ length: 0x80 }, (_, index) => vni(0x80 + index))],
} as const satisfies Record<string, readonly string[]>;
