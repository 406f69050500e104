import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findActors } from '../../api/audit';
import { useLoad } from '../../ui/useLoad';

/** People and keys of the API, found by a part of the name. */
export function PersonPicker({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [words] = useDebouncedValue(typed, 200);
  const found = useLoad(useCallback(() => findActors(words), [words]));
  // Chosen by a link or at a line: by its id
  const chosen = useLoad(useCallback(() => (value ? findActors(value) : Promise.resolve([])), [value]));
  const choices = new Map([...(chosen.value ?? []), ...(found.value ?? [])].flatMap(({ id, name }) => (id ? [[id, name ?? id]] : [])));
  if (value && !choices.has(value)) choices.set(value, t('audit.only.person'));
  return (
    <Select
      label={t('audit.person')}
      placeholder={t('audit.anybody')}
      nothingFoundMessage={found.value && t('audit.noSuchPerson')}
      data={[...choices].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('audit.without'), 'aria-hidden': false, tabIndex: 0, size: 'md' }}
      style={{ flex: '1 1 12rem' }}
      data-testid="audit-person"
    />
  );
}
