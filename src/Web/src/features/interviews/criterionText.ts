import type { TFunction } from 'i18next';
import type { Criterion } from '../../api/interviews';

// The server's own rubric is in English; one that the platform brings has its own words
const usual: Record<string, string> = { problem_solving: 'Problem solving', communication: 'Communication', code_quality: 'Code quality' };

export const criterionText = (t: TFunction, { id, title }: Criterion): string => (usual[id] === title ? (t(`interviews.criteria.${id}` as never) as string) : title);
