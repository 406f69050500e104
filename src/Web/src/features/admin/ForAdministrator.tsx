import { IconLock } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/client';
import { ForAccount } from '../../ui/ForAccount';
import { Message } from '../../ui/Message';
import { Panel } from '../../ui/Panel';
import { usePageTitle } from '../../ui/usePageTitle';

/** A page that others than administrators are turned away from. */
export function ForAdministrator({ icon, title, children }: { icon: ComponentProps<typeof ForAccount>['icon']; title: string; children: (me: Me) => ReactNode }) {
  const { t } = useTranslation();
  usePageTitle(title);
  return (
    <ForAccount icon={icon} title={title} text={t('admin.anonymous')}>
      {(me) =>
        me.isAdministrator ? (
          children(me)
        ) : (
          <Panel maw={600} mx="auto">
            <Message
              icon={<IconLock size={48} stroke={1.4} color="var(--mantine-primary-color-filled)" aria-hidden />}
              title={t('admin.onlyAdministrators')}
              text={t('admin.onlyAdministratorsText')}
            />
          </Panel>
        )
      }
    </ForAccount>
  );
}
