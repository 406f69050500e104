export const grades = ['good', 'fair', 'poor'] as const;
export const gradeColors = { good: 'pine', fair: 'yellow', poor: 'red' } as const;
