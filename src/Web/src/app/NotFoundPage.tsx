import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Message } from '../ui/Message';
import { usePageTitle } from '../ui/usePageTitle';

export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t('notFound.title'));
  return (
    <Message title={t('notFound.title')} text={t('notFound.text')}>
      <Button component={Link} to="/">
        {t('common.toHome')}
      </Button>
    </Message>
  );
}
