import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { rememberedLanguage } from '../ui/language';
import type en from './locales/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const languages = ['en', 'ru'] as const;
type Language = (typeof languages)[number];

/** Only the language in use travels to the browser. */
const files: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language, _namespace, done) => {
    const file = language === 'ru' ? import('./locales/ru.json') : import('./locales/en.json');
    file.then(
      (module) => done(null, module.default),
      (error: Error) => done(error, null),
    );
  },
};

export function preferredLanguage(chosen: string | null, browser: readonly string[]): Language {
  const known = [chosen, ...browser].map((tag) => tag?.slice(0, 2).toLowerCase());
  return (known.find((tag) => languages.some((language) => language === tag)) as Language) ?? 'en';
}

export async function startI18n() {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(files)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(rememberedLanguage(), navigator.languages),
      supportedLngs: languages,
      load: 'languageOnly',
      fallbackLng: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
}
