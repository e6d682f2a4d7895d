/** @module A difference between two versions of a questionnaire, in words of both languages. */
import type { Text } from '../engine/index.ts';
import type { DifferenceKind, QuestionDifference } from './diff-questionnaires.ts';

export const CHANGE_WORDS: Record<QuestionDifference['change'], Text> = {
  added: { vi: 'Câu hỏi mới', en: 'Added' },
  removed: { vi: 'Không còn hỏi', en: 'No longer asked' },
  renamed: { vi: 'Đổi mã, giữ nguyên ý nghĩa', en: 'New id, same meaning' },
  meaning_changed: { vi: 'Ý nghĩa thay đổi, phải trả lời lại', en: 'Meaning changed, to be answered afresh' },
  changed: { vi: 'Thay đổi', en: 'Changed' },
};

export const KIND_WORDS: Record<DifferenceKind, Text> = {
  wording: { vi: 'câu chữ', en: 'wording' },
  options: { vi: 'các lựa chọn', en: 'options' },
  basis: { vi: 'căn cứ pháp lý', en: 'law basis' },
  force: { vi: 'mức độ ràng buộc', en: 'how far it binds' },
  branching: { vi: 'điều kiện hiển thị', en: 'when it is asked' },
  range: { vi: 'loại hoặc khoảng giá trị', en: 'type or range' },
  coverage: { vi: 'dòng, điểm của Khung được trả lời', en: 'lines or points it answers' },
};

/** One line on what happened to a question. */
export function changeSummary({ change, kinds, replacedBy }: QuestionDifference): Text {
  const onlyWords = change === 'changed' && kinds.join() === 'wording';
  const say = (lang: 'vi' | 'en'): string => {
    if (onlyWords) return lang === 'vi' ? 'Chỉ đổi câu chữ' : 'Wording only';
    const what = kinds.map((kind) => KIND_WORDS[kind][lang]).join(', ');
    const where = replacedBy.length > 0 ? ` → ${replacedBy.join(', ')}` : '';
    return `${CHANGE_WORDS[change][lang]}${what ? `: ${what}` : ''}${where}`;
  };
  return { vi: say('vi'), en: say('en') };
}
