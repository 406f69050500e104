import i18next from 'i18next';

export type Language = 'en' | 'ru';

/** Changes the language of the page and remembers it in this browser. */
export async function chooseLanguage(language: Language) {
  try {
    localStorage.setItem('videoconf.language', language);
  } catch {
    // storage may be forbidden; the choice then lasts as long as the page
  }
  await i18next.changeLanguage(language);
}

export const currentLanguage = (): Language => (i18next.resolvedLanguage === 'ru' ? 'ru' : 'en');
