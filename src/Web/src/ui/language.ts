import i18next from 'i18next';

export type Language = 'en' | 'ru';

/** Each language is named in itself, so that a person finds it on a page that he cannot read. */
export const languageNames: Record<Language, string> = { en: 'English', ru: 'Русский' };

const stored = 'videoconf.language';

/** What a person chose in this browser, if he ever did. */
export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null; // storage may be forbidden
  }
}

/** Changes the language of the page and remembers it in this browser. */
export async function chooseLanguage(language: string) {
  try {
    localStorage.setItem(stored, language);
  } catch {
    // storage may be forbidden; the choice then lasts as long as the page
  }
  await i18next.changeLanguage(language);
}

export const currentLanguage = (): Language => (i18next.resolvedLanguage === 'ru' ? 'ru' : 'en');
