import { Button, Container } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Message } from '../ui/Message';
import { usePageTitle } from '../ui/usePageTitle';

/** Stands in for a page that broke or whose code could not be fetched. */
export function ErrorPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  usePageTitle(t('errorPage.title'));
  // What Vite's loader throws when a chunk is gone: the network is down, or a new version is out
  const notFetched = error instanceof TypeError && /dynamically imported module|Importing a module/i.test(error.message);
  return (
    <Container size="lg" py="xl">
      <Message
        title={t('errorPage.title')}
        text={notFetched ? t('errorPage.notFetched') : t('errorPage.text')}
      >
        <Button onClick={() => location.reload()}>{t('common.reload')}</Button>
        <Button component="a" href="/" variant="default">
          {t('common.toHome')}
        </Button>
      </Message>
    </Container>
  );
}
