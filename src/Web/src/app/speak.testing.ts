import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './locales/en.json';
import ru from './locales/ru.json';

/** The real sentences, for a test. */
export async function speak(language: 'en' | 'ru') {
  if (!i18next.isInitialized)
    await i18next.use(initReactI18next).init({ lng: language, resources: { en: { translation: en }, ru: { translation: ru } }, interpolation: { escapeValue: false } });
  await i18next.changeLanguage(language);
  return i18next.t;
}
