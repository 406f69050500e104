import { Tooltip, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QualityBars as Bars } from '../../realtime/protocol';
import type { LinkQuality } from '../../realtime/quality';
import classes from './QualityBars.module.css';

const grades = ['lost', 'poor', 'fair', 'good'] as const;

/** Three bars; the numbers behind them on hover and focus. */
export function QualityBars({ quality, announced }: { quality: LinkQuality; announced: Bars | null }) {
  const { t } = useTranslation();
  const bars = Math.min(quality.bars, announced ?? 3) as Bars;
  const grade = t(`call.quality.${grades[bars]}`);
  const numbers = [
    quality.loss !== null && t('call.quality.loss', { percent: (quality.loss * 100).toFixed(1) }),
    quality.rtt !== null && t('call.quality.rtt', { ms: Math.round(quality.rtt * 1000) }),
    t('call.quality.bitrate', { kbit: Math.round(quality.bitrate / 1000) }),
    quality.fps !== null && quality.width !== null && t('call.quality.picture', { width: quality.width, height: quality.height, fps: Math.round(quality.fps) }),
  ].filter((line) => line !== false);

  return (
    <Tooltip
      multiline
      position="top-end"
      events={{ hover: true, focus: true, touch: true }}
      label={
        <>
          <strong>{grade}</strong>
          {numbers.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </>
      }
    >
      <UnstyledButton className={classes.bars} data-bars={bars} aria-label={t('call.quality.label', { grade })}>
        <i />
        <i />
        <i />
      </UnstyledButton>
    </Tooltip>
  );
}
