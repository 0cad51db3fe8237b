const NAMES = new Intl.DisplayNames('en', { type: 'language' });
/** Languages whose regions are written differently enough to be distinguished. */
const REGIONAL: ReadonlySet<string> = new Set(['zh', 'pt']);

/**
 * The language a summary is written in, from whatever tag a platform sent or a person typed: `en-GB` → `en`, `pt-br` →
 * `pt-BR`. Anything else is `en`.
 */
export function toCanonicalLanguage(tag: string): string {
  try {
    const { language, region, script } = new Intl.Locale(tag.trim().replace('_', '-'));
    if (!REGIONAL.has(language)) return language;
    return [language, script, region].filter(Boolean).join('-');
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}

/** `German` for `de`; the tag itself for an unknown language. */
export function nameLanguage(tag: string): string {
  return NAMES.of(tag) ?? tag;
}

type Labels = readonly [problem: string, method: string, result: string];

const LABELS: Readonly<Record<string, Labels>> = {
  de: ['Problem', 'Methode', 'Ergebnis'],
  es: ['Problema', 'Método', 'Resultado'],
  fr: ['Problème', 'Méthode', 'Résultat'],
  it: ['Problema', 'Metodo', 'Risultato'],
  ja: ['課題', '手法', '結果'],
  ko: ['문제', '방법', '결과'],
  nl: ['Probleem', 'Methode', 'Resultaat'],
  pl: ['Problem', 'Metoda', 'Wynik'],
  pt: ['Problema', 'Método', 'Resultado'],
  ru: ['Проблема', 'Метод', 'Результат'],
  zh: ['问题', '方法', '结果'],
};

/** How problem, method and result are called in a language; in English where we do not know. */
export function chooseBulletLabels(language: string): Labels {
  return LABELS[language.split('-')[0] ?? ''] ?? ['Problem', 'Method', 'Result'];
}
