import { NativeSelect, Text } from '@mantine/core';
import { IconBackground } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Readable, useReadable } from './useReadable';

const backgrounds = ['none', 'blur', 'office', 'library', 'gradient'] as const;

export interface BackgroundMedia {
  state: Readable<{
    background: { chosen: string; preparing: boolean; problem: 'unsupported' | 'failed' | 'slow' | 'picture' | null };
  }>;
  background: { choose(background: string): Promise<void> };
}

/** What others see behind the person, and why it is not what was chosen. */
export function BackgroundChoice({ media }: { media: BackgroundMedia }) {
  const { t } = useTranslation();
  const { chosen, preparing, problem } = useReadable(media.state).background;
  const options = backgrounds.map((value) => ({ value: value as string, label: t(`background.${value}`) }));
  if (!options.some(({ value }) => value === chosen)) options.push({ value: chosen, label: t('background.own') });
  return (
    <div>
      <NativeSelect
        data-testid="background"
        label={t('background.title')}
        leftSection={<IconBackground size={18} aria-hidden />}
        data={options}
        value={chosen}
        onChange={(event) => void media.background.choose(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" mt={4} role="status" data-testid="background-hint" data-problem={problem ?? undefined}>
        {preparing ? t('background.preparing') : problem && t(`background.problems.${problem}`)}
      </Text>
    </div>
  );
}
