/** @module Names of the rates in plain words. */
import type { RateName } from './rates.ts';

export const RATE_WORDS: Record<'vi' | 'en', Record<RateName, string>> = {
  vi: {
    selection_rate: 'tỷ lệ được chọn',
    tpr: 'tỷ lệ được chọn trong số người có kết quả thực tế dương (TPR)',
    fnr: 'tỷ lệ bị bỏ sót trong số người có kết quả thực tế dương (FNR)',
    fpr: 'tỷ lệ được chọn trong số người có kết quả thực tế âm (FPR)',
    tnr: 'tỷ lệ không được chọn trong số người có kết quả thực tế âm (TNR)',
    ppv: 'tỷ lệ đúng trong số người được chọn (PPV)',
    fdr: 'tỷ lệ sai trong số người được chọn (FDR)',
    npv: 'tỷ lệ đúng trong số người không được chọn (NPV)',
    for: 'tỷ lệ bị bỏ sót trong số người không được chọn (FOR)',
    accuracy: 'tỷ lệ quyết định đúng',
    error_rate: 'tỷ lệ quyết định sai',
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
