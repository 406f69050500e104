import { Autocomplete, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '../../ui/useForm';
import { type DetailsForm, limits } from './interviewForm';

export interface Fields<V> {
  values: V;
  errors: FieldErrors;
  // Written as a method, so that a whole form can be given where a part of it is wanted
  set<K extends keyof V>(name: K, value: V[K]): void;
}

const levels = ['Junior', 'Middle', 'Senior', 'Lead'];
const languages = ['C#', 'C++', 'Go', 'Java', 'JavaScript', 'Kotlin', 'Python', 'Rust', 'SQL', 'TypeScript'];

/** What it is about. */
export function DetailsFields({ values, errors, set }: Fields<DetailsForm>) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <TextInput
        label={t('interviews.form.title')}
        value={values.title}
        onChange={(event) => set('title', event.currentTarget.value)}
        error={errors.title}
        maxLength={limits.title}
        placeholder={t('interviews.form.titleExample')}
        data-testid="interview-title"
      />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
        <Autocomplete label={t('interviews.form.level')} data={levels} value={values.level} onChange={(value) => set('level', value)} error={errors.level} maxLength={limits.level} />
        <TextInput
          label={t('interviews.form.topic')}
          value={values.topic}
          onChange={(event) => set('topic', event.currentTarget.value)}
          error={errors.topic}
          maxLength={limits.topic}
        />
        <Autocomplete
          label={t('interviews.form.language')}
          data={languages}
          value={values.language}
          onChange={(value) => set('language', value)}
          error={errors.language}
          maxLength={limits.language}
        />
      </SimpleGrid>
      <Textarea
        label={t('interviews.form.description')}
        description={t('interviews.form.descriptionText')}
        value={values.description}
        onChange={(event) => set('description', event.currentTarget.value)}
        error={errors.description}
        maxLength={limits.description}
        rows={3}
        resize="vertical"
      />
    </Stack>
  );
}
