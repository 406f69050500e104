import { Paper, type PaperProps, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

/** A sheet on the page; with a title it is a section of its own. */
export function Panel({ title, text, children, ...paper }: PaperProps & { title?: string; text?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <Paper
      component={title ? 'section' : 'div'}
      aria-labelledby={title ? id : undefined}
      className={classes.panel}
      p={{ base: 'md', xs: 'xl' }}
      {...paper}
    >
      {title ? (
        <Stack gap="lg">
          <div>
            <Title order={2} id={id}>
              {title}
            </Title>
            {text && (
              <Text c="dimmed" size="sm" mt={4}>
                {text}
              </Text>
            )}
          </div>
          {children}
        </Stack>
      ) : (
        children
      )}
    </Paper>
  );
}
