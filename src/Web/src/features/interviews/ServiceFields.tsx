import { Radio, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServiceType } from '../../api/interviews';
import type { Fields } from './DetailsFields';
import { limits, type ServiceForm } from './interviewForm';

const services: readonly ServiceType[] = ['custom', 'google_meet', 'other_link'];
const exampleLinks = { custom: '', google_meet: 'https://meet.google.com/abc-defg-hij', other_link: 'https://' };

/** Where it is held. */
export function ServiceFields({ values, errors, set }: Fields<ServiceForm>) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Radio.Group label={t('interviews.form.service')} value={values.serviceType} onChange={(value) => set('serviceType', value as ServiceType)} error={errors.serviceType}>
        <Stack gap="xs" mt="xs">
          {services.map((service) => (
            <Radio key={service} value={service} label={t(`interviews.services.${service}`)} description={t(`interviews.serviceTexts.${service}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {values.serviceType !== 'custom' && (
        <TextInput
          type="url"
          label={t('interviews.form.link')}
          description={values.serviceType === 'google_meet' ? t('interviews.form.meetLinkText') : undefined}
          placeholder={exampleLinks[values.serviceType]}
          value={values.link}
          onChange={(event) => set('link', event.currentTarget.value)}
          error={errors.link}
          maxLength={limits.link}
        />
      )}
    </Stack>
  );
}
