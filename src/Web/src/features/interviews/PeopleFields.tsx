import { Button, Fieldset, Group, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/client';
import type { Fields } from './DetailsFields';
import { limits, type PeopleForm } from './interviewForm';

const exampleAddress = 'name@example.com';
const sides = ['interviewer', 'candidate'] as const;
const separators = /[\s,;]+/;

/** Who interviews whom, and who looks on. */
export function PeopleFields({ values, errors, set, me }: Fields<PeopleForm> & { me: Me | undefined }) {
  const { t } = useTranslation();
  const mine = me?.email?.toLowerCase();
  function beMe(side: (typeof sides)[number]) {
    const other = side === 'interviewer' ? 'candidate' : 'interviewer';
    // Nobody interviews himself
    if (values[`${other}.email`].trim().toLowerCase() === mine) {
      set(`${other}.name`, '');
      set(`${other}.email`, '');
    }
    set(`${side}.name`, me!.displayName);
    set(`${side}.email`, me!.email!);
  }
  return (
    <Stack gap="md">
      {sides.map((side) => (
        <Fieldset key={side} legend={t(`interviews.parts.${side}`)} radius="md">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput
              label={t('interviews.form.name')}
              value={values[`${side}.name`]}
              onChange={(event) => set(`${side}.name`, event.currentTarget.value)}
              error={errors[`${side}.name`]}
              maxLength={limits.name}
              autoComplete="off"
              data-testid={`${side}-name`}
            />
            <TextInput
              type="email"
              label={t('interviews.form.email')}
              placeholder={exampleAddress}
              value={values[`${side}.email`]}
              onChange={(event) => set(`${side}.email`, event.currentTarget.value)}
              error={errors[`${side}.email`]}
              maxLength={limits.email}
              autoComplete="off"
              data-testid={`${side}-email`}
            />
          </SimpleGrid>
          {mine && values[`${side}.email`].trim().toLowerCase() !== mine && (
            <Group mt="xs">
              <Button variant="subtle" size="compact-sm" onClick={() => beMe(side)}>
                {t(`interviews.form.iAm.${side}`)}
              </Button>
            </Group>
          )}
        </Fieldset>
      ))}
      <TagsInput
        label={t('interviews.form.observers')}
        description={t('interviews.form.observersText')}
        placeholder={values.observers.length === 0 ? exampleAddress : undefined}
        value={values.observers}
        onChange={(observers) => set('observers', [...new Set(observers.flatMap((text) => text.toLowerCase().split(separators).filter(Boolean)))])}
        splitChars={[',', ';', ' ', '\n']}
        maxTags={limits.observers}
        acceptValueOnBlur
        error={errors.observers}
      />
    </Stack>
  );
}
