/** @module Draws a sample of answers that can be drawn again from its seed. */
import type { Text } from '../../engine/index.ts';
import { inSeededOrder } from './seeded-order.ts';

/** An answer that could be examined. */
export interface Examinable {
  questionId: string;
  /** Answers of one stratum are drawn from together: the questionnaire that asks. */
  stratum: string;
  /** The tier rests on it: never left out. */
  carriesTier: boolean;
  /** It, or what stands behind it, is not what an earlier submission of this review said: never left out. */
  hasChanged?: boolean;
}

export interface Stratum {
  id: string;
  population: number;
  /** Answers in the sample because the tier rests on them, or because they changed in the course of the review. */
  certain: number;
  drawn: number;
}

export interface Sample {
  seed: string;
  /** Part of each stratum that is drawn, above 0 and up to 1. */
  share: number;
  population: number;
  strata: Stratum[];
  /** Sorted. */
  questions: string[];
}

export const SAMPLING_METHOD: Text = {
  vi: 'Mẫu phân tầng theo bộ câu hỏi. Mọi câu trả lời quyết định mức rủi ro theo luật luôn nằm trong mẫu; từ bản nộp thứ hai của một lần rà soát, mọi câu đã khác với bản nộp trước (cả minh chứng hoặc bộ số liệu) cũng vậy. Các câu còn lại của mỗi tầng được xếp theo SHA-256(hạt giống, xuống dòng, mã câu hỏi); lấy từ đầu số câu bằng tỷ lệ nhân với số câu còn lại, làm tròn lên.',
  en: 'A sample stratified by questionnaire. Every answer that the tier rests on is always in it; from the second submission of a review on, so is every answer that differs from an earlier one, in its evidence or data set too. The other answers of each stratum are ordered by SHA-256(seed, line feed, question id); as many are taken from the front as the share times their number, rounded up.',
};

/** Keeps `0.07 × 100` from being rounded up to 8. */
const ROUNDING = 1e-9;

const isCertain = ({ carriesTier, hasChanged = false }: Examinable): boolean => carriesTier || hasChanged;

/** @param share 1 takes every answer */
export function drawSample(answers: readonly Examinable[], seed: string, share: number): Sample {
  const questions: string[] = [];
  const strata = [...new Set(answers.map(({ stratum }) => stratum))].sort().map((id): Stratum => {
    const all = answers.filter(({ stratum }) => stratum === id);
    const [certain, others] = [true, false].map((wanted) =>
      all.filter((answer) => isCertain(answer) === wanted).map(({ questionId }) => questionId),
    ) as [string[], string[]];
    const drawn = inSeededOrder(others, seed).slice(0, Math.ceil(others.length * share - ROUNDING));
    questions.push(...certain, ...drawn);
    return { id, population: all.length, certain: certain.length, drawn: drawn.length };
  });
  return { seed, share, population: answers.length, strata, questions: questions.sort() };
}
