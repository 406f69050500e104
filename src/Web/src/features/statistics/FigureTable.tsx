import { ScrollArea, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report, Statistics } from '../../api/statistics';
import { useFigureName } from './Figures';
import { figureText } from './figureText';
import classes from './Statistics.module.css';
import { useKeyText } from './useKeyText';

/** All figures, row by row; made when it is first opened: a year has many days. */
export function FigureTable({ report, statistics }: { report: Report; statistics: Statistics }) {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [nameOf, keyText] = [useFigureName(report), useKeyText()];
  const language = i18n.resolvedLanguage ?? 'en';
  const title = t('statistics.table', { report: t(`statistics.reports.${report}`) });
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.summary} data-testid={`table-${report}`}>
        {title}
      </summary>
      {isOpen && (
        // What is scrolled must be reached with the keyboard
        <ScrollArea.Autosize mah={440} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': title }}>
          <Table striped withTableBorder fz="sm" className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t(`statistics.by.${statistics.by}` as never)}</Table.Th>
                {statistics.figures.map((figure) => (
                  <Table.Th key={figure} scope="col">
                    {nameOf(figure)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {[...statistics.rows, statistics.total].map((row) => (
                <Table.Tr key={row.key}>
                  <Table.Th scope="row">{row === statistics.total ? t('statistics.total') : keyText(row, statistics.by)}</Table.Th>
                  {statistics.figures.map((figure) => (
                    <Table.Td key={figure}>{figureText(figure, row.figures[figure], language)}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
    </details>
  );
}
