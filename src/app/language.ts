/** @module Which of the two languages of the product a request asks for. */
export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const isLanguage = (value: string | undefined): value is Language => value === 'vi' || value === 'en';

/**
 * `?lang=` wins, then the better placed of the two in `Accept-Language`, then Vietnamese.
 * A wrong `?lang=` is reported elsewhere; here it only must not decide.
 */
export function languageOf(query: string | undefined, acceptLanguage: string | undefined): Language {
  if (isLanguage(query)) return query;
  let best: Language = 'vi';
  let bestWeight = 0;
  for (const { value, weight } of weighted(acceptLanguage ?? '')) {
    const language = value.split('-')[0]!;
    if (isLanguage(language) && weight > bestWeight) [best, bestWeight] = [language, weight];
  }
  return best;
}

/** Entries of an `Accept…` header with their `q` values, in the order they are written. */
export function weighted(header: string): { value: string; weight: number }[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .flatMap((entry) => {
      const [value, ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
      if (!value) return [];
      const quality = parameters.find((part) => part.startsWith('q='));
      const weight = quality === undefined ? 1 : Number(quality.slice(2));
      return [{ value, weight: weight >= 0 && weight <= 1 ? weight : 0 }];
    });
}
