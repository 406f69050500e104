import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A page or a part of one that has a sentence to say and a way on to offer. */
export function Message({
  icon,
  title,
  text,
  children,
  order = 1,
}: {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  children?: ReactNode;
  order?: 1 | 2 | 3;
}) {
  return (
    <Stack align="center" gap="md" ta="center" py={order === 1 ? 'xl' : 'md'} maw={520} mx="auto">
      {icon}
      <Title order={order} size={order === 1 ? 'h1' : 'h3'}>
        {title}
      </Title>
      {text && (
        <Text c="dimmed" size={order === 1 ? 'md' : 'sm'}>
          {text}
        </Text>
      )}
      {children && (
        <Group justify="center" mt="xs">
          {children}
        </Group>
      )}
    </Stack>
  );
}
