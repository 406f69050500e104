import type { TFunction } from 'i18next';
import type { Criterion } from '../../api/interviews';
import type { FieldErrors } from '../../ui/useForm';

/** What feedback is given on when nobody says otherwise. */
export const usualRubric: readonly Criterion[] = [
  { id: 'problem_solving', title: 'Problem solving', max: 5 },
  { id: 'communication', title: 'Communication', max: 5 },
  { id: 'code_quality', title: 'Code quality', max: 5 },
];

/** The server's own rubric is in English; one that the platform brings has its own words. */
export const criterionText = (t: TFunction, { id, title }: Criterion | CriterionForm): string =>
  usualRubric.some((each) => each.id === id && each.title === title) ? (t(`interviews.criteria.${id}` as never) as string) : title;

export interface CriterionForm {
  id: string;
  title: string;
  /** As typed: empty while the field is. */
  max: number | string;
}

export interface RubricForm {
  ownRubric: boolean;
  rubric: CriterionForm[];
}

export const rubricLimits = { criteria: 20, title: 100, max: [2, 10] } as const;

/** One criterion more, under an id that no other has. */
export function withCriterion(rubric: CriterionForm[]): CriterionForm[] {
  const ids = new Set(rubric.map(({ id }) => id));
  let number = 1;
  while (ids.has(`criterion_${number}`)) number++;
  return [...rubric, { id: `criterion_${number}`, title: '', max: 5 }];
}

export function checkRubric({ ownRubric, rubric }: RubricForm, t: TFunction): FieldErrors {
  const errors: FieldErrors = {};
  if (!ownRubric) return errors;
  const [least, most] = rubricLimits.max;
  const titles = rubric.map((each) => criterionText(t, each).trim().toLowerCase());
  rubric.forEach(({ max }, index) => {
    if (!titles[index]) errors[`rubric[${index}].title`] = t('interviews.form.rubric.titleMissing');
    else if (titles.indexOf(titles[index]) < index) errors[`rubric[${index}].title`] = t('interviews.form.rubric.twice');
    const highest = Number(max);
    if (max === '' || !Number.isInteger(highest) || highest < least || highest > most) errors[`rubric[${index}].max`] = t('interviews.form.rubric.maxWrong', { least, most });
  });
  return errors;
}

/** Nothing stands for the usual one. */
export const rubricRequest = ({ ownRubric, rubric }: RubricForm) =>
  ownRubric ? { rubric: rubric.map(({ id, title, max }) => ({ id, title: title.trim(), max: Number(max) })) } : {};
