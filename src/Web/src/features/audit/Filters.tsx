import { Button, Group, NativeSelect, Pill, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FilterName, filterNames, kinds, withFilter } from './auditFilter';

export function Filters({ search, onChange }: { search: URLSearchParams; onChange: (search: URLSearchParams) => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(search.get('q') ?? '');
  const set = (name: FilterName, value: string) => onChange(withFilter(search, name, value));
  // Chosen at a line: nobody types them
  const chosen = (['person', 'object'] as const).filter((name) => search.get(name));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        set('q', words.trim());
      }}
    >
      <Group gap="sm" align="end">
        <TextInput label={t('audit.words')} value={words} onChange={(event) => setWords(event.currentTarget.value)} maxLength={200} style={{ flex: '1 1 14rem' }} data-testid="audit-words" />
        <NativeSelect
          label={t('audit.kind')}
          value={search.get('kind') ?? ''}
          onChange={(event) => set('kind', event.currentTarget.value)}
          data={[{ value: '', label: t('audit.allKinds') }, ...kinds.map((kind) => ({ value: kind, label: t(`audit.kinds.${kind}`) }))]}
          data-testid="audit-kind"
        />
        {(['from', 'to'] as const).map((name) => (
          <TextInput key={name} type="date" label={t(`audit.${name}`)} value={search.get(name) ?? ''} onChange={(event) => set(name, event.currentTarget.value)} data-testid={`audit-${name}`} />
        ))}
        <Button type="submit" variant="default">
          {t('audit.search')}
        </Button>
        {filterNames.some((name) => search.get(name)) && (
          <Button variant="subtle" onClick={() => onChange(new URLSearchParams())} data-testid="audit-all">
            {t('audit.all')}
          </Button>
        )}
      </Group>
      {chosen.length > 0 && (
        <Group gap="xs" mt="sm">
          {chosen.map((name) => (
            <Pill key={name} size="md" withRemoveButton onRemove={() => set(name, '')} removeButtonProps={{ 'aria-label': t('audit.without'), 'aria-hidden': false, tabIndex: 0 }}>
              {t(`audit.only.${name}`)}
            </Pill>
          ))}
        </Group>
      )}
    </form>
  );
}
