import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../ui/usePageTitle';

export default function HomePage() {
  const { t } = useTranslation();
  usePageTitle(t('home.title'));
  return <Title>{t('home.title')}</Title>;
}
