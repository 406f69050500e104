import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export function PageHead({
  title,
  text,
  back,
  children,
}: {
  title: string;
  text?: ReactNode;
  back?: { to: string; label: string };
  children?: ReactNode;
}) {
  return (
    <Stack gap="xs" mb="xl">
      {back && (
        <Anchor component={Link} to={back.to} size="sm" fw={500} data-print="no" style={{ alignSelf: 'flex-start' }}>
          <Group gap={6} wrap="nowrap">
            <IconArrowLeft size={16} aria-hidden />
            {back.label}
          </Group>
        </Anchor>
      )}
      <Group justify="space-between" align="end" gap="md">
        <Title>{title}</Title>
        {children && <Group gap="sm">{children}</Group>}
      </Group>
      {text && (
        <Text c="dimmed" maw={640}>
          {text}
        </Text>
      )}
    </Stack>
  );
}
