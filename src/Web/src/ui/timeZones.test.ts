import { expect, it } from 'vitest';
import { timeZoneChoices } from './timeZones';

const winter = new Date('2026-12-01T00:00:00Z');
const choices = timeZoneChoices('Europe/Moscow', winter);
const labelOf = (zone: string) => choices.find(({ value }) => value === zone)?.label;

it('zones stand there under today’s names with their distance from UTC', () => {
  expect(labelOf('Asia/Kathmandu')).toBe('Asia/Kathmandu (UTC+05:45)');
  expect(labelOf('America/New_York')).toBe('America/New York (UTC-05:00)');
  expect(labelOf('Asia/Katmandu')).toBeUndefined();
});

it('UTC and the chosen zone are always among them, once', () => {
  expect(choices.filter(({ value }) => value === 'UTC')).toHaveLength(1);
  expect(timeZoneChoices('Etc/GMT+3', winter).filter(({ value }) => value === 'Etc/GMT+3')).toHaveLength(1);
});

it('a zone that the browser does not know is left out rather than breaking the page', () => {
  expect(timeZoneChoices('Mars/Olympus', winter).some(({ value }) => value === 'Mars/Olympus')).toBe(false);
});
