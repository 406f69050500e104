import { Button, Group, NativeSelect, Pill, TextInput } from '@mantine/core';
import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonPicker } from './PersonPicker';
import { filterNames, kinds, withFilter } from './auditFilter';

const typed = ['q', 'kind', 'from', 'to'] as const;
const draftOf = (search: URLSearchParams) => Object.fromEntries(typed.map((name) => [name, search.get(name) ?? ''])) as Record<(typeof typed)[number], string>;

/** Taken together when they are sent: a date is whole after the first digit of its year. */
export function Filters({ search, picksPeople, onChange }: { search: URLSearchParams; picksPeople: boolean; onChange: (search: URLSearchParams) => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(draftOf(search));
  const [shown, setShown] = useState(search.toString());
  if (shown !== search.toString()) {
    setShown(search.toString());
    setDraft(draftOf(search));
  }
  const field = (name: (typeof typed)[number]) => ({
    value: draft[name],
    onChange: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => setDraft((before) => ({ ...before, [name]: value })),
    'data-testid': `audit-${name}`,
  });
  // Chosen at a line: nobody types them
  const chosen = (['person', 'object'] as const).filter((name) => search.get(name) && !(name === 'person' && picksPeople));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(typed.reduce((changed, name) => withFilter(changed, name, draft[name].trim()), search));
      }}
    >
      <Group gap="sm" align="end">
        <TextInput label={t('audit.words')} {...field('q')} maxLength={200} style={{ flex: '1 1 14rem' }} />
        <NativeSelect label={t('audit.kind')} {...field('kind')} data={[{ value: '', label: t('audit.allKinds') }, ...kinds.map((kind) => ({ value: kind, label: t(`audit.kinds.${kind}`) }))]} />
        {picksPeople && <PersonPicker value={search.get('person')} onChange={(person) => onChange(withFilter(search, 'person', person ?? ''))} />}
        {(['from', 'to'] as const).map((name) => (
          <TextInput key={name} type="date" label={t(`audit.${name}`)} {...field(name)} />
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
            <Pill key={name} size="md" withRemoveButton onRemove={() => onChange(withFilter(search, name, ''))} removeButtonProps={{ 'aria-label': t('audit.without'), 'aria-hidden': false, tabIndex: 0 }}>
              {t(`audit.only.${name}`)}
            </Pill>
          ))}
        </Group>
      )}
    </form>
  );
}
