/** @module Names of the rates in plain words. */
import type { RateName } from './rates.ts';

export const RATE_WORDS: Record<'vi' | 'en', Record<RateName, string>> = {
  vi: {
    selection_rate: 'tỷ lệ được chọn',
    tpr: 'tỷ lệ được chọn trong số người có kết quả thực tế dương (TPR)',
    fnr: 'tỷ lệ bị bỏ sót (FNR)',
    fpr: 'tỷ lệ bị chọn trong số người có kết quả thực tế âm (FPR)',
    tnr: 'tỷ lệ không bị chọn đúng (TNR)',
    ppv: 'độ đúng của việc chọn (PPV)',
    fdr: 'tỷ lệ chọn sai trong số được chọn (FDR)',
    npv: 'độ đúng của việc không chọn (NPV)',
    for: 'tỷ lệ bỏ sót trong số không được chọn (FOR)',
    accuracy: 'tỷ lệ đúng',
    error_rate: 'tỷ lệ sai',
    base_rate: 'tỷ lệ có kết quả thực tế dương',
  },
  en: {
    selection_rate: 'selection rate',
    tpr: 'selected among those whose actual outcome is positive (TPR)',
    fnr: 'missed among those whose actual outcome is positive (FNR)',
    fpr: 'selected among those whose actual outcome is negative (FPR)',
    tnr: 'not selected among those whose actual outcome is negative (TNR)',
    ppv: 'right among the selected (PPV)',
    fdr: 'wrong among the selected (FDR)',
    npv: 'right among those not selected (NPV)',
    for: 'missed among those not selected (FOR)',
    accuracy: 'accuracy',
    error_rate: 'error rate',
    base_rate: 'share with the positive actual outcome',
  },
};
