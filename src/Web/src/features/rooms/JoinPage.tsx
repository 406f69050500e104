import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { JoinByCode } from '../../ui/JoinByCode';
import { PageHead } from '../../ui/PageHead';
import { Panel } from '../../ui/Panel';
import { usePageTitle } from '../../ui/usePageTitle';

export default function JoinPage() {
  const { t } = useTranslation();
  usePageTitle(t('join.title'));
  return (
    <Stack gap={0} maw={560} mx="auto">
      <PageHead title={t('join.title')} text={t('join.text')} back={{ to: '/', label: t('common.home') }} />
      <Panel>
        <JoinByCode label={t('join.label')} description={t('join.description')} />
      </Panel>
    </Stack>
  );
}
