import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Report, Statistics } from '../../api/statistics';
import { figureText } from './figureText';
import classes from './Statistics.module.css';

export function useFigureName(report: Report) {
  const { t } = useTranslation();
  return (figure: string): string => {
    const score = /^score(\d+)$/.exec(figure);
    return score ? t('statistics.score', { score: score[1] }) : t(`statistics.figures.${report}.${figure}.name` as never);
  };
}

/** The figures of the whole period, each with how it is computed. How scores spread is for the table. */
export function Figures({ report, statistics }: { report: Report; statistics: Statistics }) {
  const { t, i18n } = useTranslation();
  const nameOf = useFigureName(report);
  return (
    <dl className={classes.figures}>
      {statistics.figures
        .filter((figure) => !/^score\d/.test(figure))
        .map((figure) => (
          <div key={figure} className={classes.card} data-testid={`figure-${report}-${figure}`}>
            <dt className={classes.cardName}>{nameOf(figure)}</dt>
            <dd className={classes.cardValue}>
              {figureText(figure, statistics.total.figures[figure], i18n.resolvedLanguage ?? 'en')}
              <Popover width={280} position="bottom" withArrow shadow="md">
                <Popover.Target>
                  <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('statistics.how', { figure: nameOf(figure) })}>
                    <IconInfoCircle size={18} aria-hidden />
                  </ActionIcon>
                </Popover.Target>
                <Popover.Dropdown>
                  <Text size="sm">{t(`statistics.figures.${report}.${figure}.how` as never)}</Text>
                </Popover.Dropdown>
              </Popover>
            </dd>
          </div>
        ))}
    </dl>
  );
}
