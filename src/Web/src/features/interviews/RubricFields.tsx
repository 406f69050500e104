import { ActionIcon, Button, Group, NumberInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fields } from './DetailsFields';
import { type CriterionForm, criterionText, type RubricForm, rubricLimits, withCriterion } from './rubric';
import classes from './RubricFields.module.css';

/** What feedback is given on: the usual, or criteria of one's own. */
export function RubricFields({ values, errors, set }: Fields<RubricForm>) {
  const { t } = useTranslation();
  return (
    <Stack gap="md">
      <Radio.Group label={t('interviews.form.rubric.label')} value={values.ownRubric ? 'own' : 'usual'} onChange={(value) => set('ownRubric', value === 'own')}>
        <Stack gap="xs" mt="xs">
          <Radio value="usual" label={t('interviews.form.rubric.usual')} description={t('interviews.form.rubric.usualText')} />
          <Radio value="own" label={t('interviews.form.rubric.own')} description={t('interviews.form.rubric.ownText')} data-testid="own-rubric" />
        </Stack>
      </Radio.Group>
      {values.ownRubric && <Criteria rubric={values.rubric} errors={errors} onChange={(rubric) => set('rubric', rubric)} />}
    </Stack>
  );
}

function Criteria({ rubric, errors, onChange }: { rubric: CriterionForm[]; errors: Fields<RubricForm>['errors']; onChange: (rubric: CriterionForm[]) => void }) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const [added, setAdded] = useState(0);
  const change = (index: number, part: Partial<CriterionForm>) => onChange(rubric.map((each, at) => (at === index ? { ...each, ...part } : each)));

  // Whoever adds one goes on to write it
  useEffect(() => {
    if (added > 0) [...(list.current?.querySelectorAll<HTMLElement>('[data-testid=criterion-title]') ?? [])].at(-1)?.focus();
  }, [added]);

  return (
    <Stack gap="sm" ref={list}>
      {rubric.length === 0 && <Text size="sm">{t('interviews.form.rubric.none')}</Text>}
      {rubric.map((criterion, index) => (
        <div key={criterion.id} role="group" aria-label={t('interviews.form.rubric.number', { number: index + 1 })} className={classes.row}>
          <TextInput
            className={classes.title}
            label={t('interviews.form.rubric.title')}
            value={criterionText(t, criterion)}
            onChange={(event) => change(index, { title: event.currentTarget.value })}
            error={errors[`rubric[${index}].title`]}
            maxLength={rubricLimits.title}
            data-testid="criterion-title"
          />
          <NumberInput
            className={classes.max}
            label={t('interviews.form.rubric.max')}
            value={criterion.max}
            onChange={(max) => change(index, { max })}
            error={errors[`rubric[${index}].max`]}
            min={rubricLimits.max[0]}
            max={rubricLimits.max[1]}
            allowDecimal={false}
            clampBehavior="none"
          />
          <ActionIcon
            variant="default"
            size={36}
            className={classes.remove}
            aria-label={t('interviews.form.rubric.remove', { title: criterionText(t, criterion) || index + 1 })}
            onClick={() => onChange(rubric.filter((_, at) => at !== index))}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Group>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={rubric.length >= rubricLimits.criteria}
          onClick={() => {
            onChange(withCriterion(rubric));
            setAdded((count) => count + 1);
          }}
          data-testid="add-criterion"
        >
          {t('interviews.form.rubric.add')}
        </Button>
      </Group>
    </Stack>
  );
}
