import { api, ask } from './client';

/** As the server names what figures are told of, each with what they may be told by besides days, weeks and months. */
export const reports = {
  sessions: ['time', 'person', 'room', 'type'],
  punctuality: ['time', 'person', 'room', 'type'],
  quality: ['time', 'person', 'room', 'type', 'browser'],
  reminders: ['time', 'person', 'channel'],
  interviews: ['time', 'person', 'type'],
  scores: ['criterion'],
  hours: ['hour'],
} as const;

export type Report = keyof typeof reports;
export type By = (typeof reports)[Report][number];

export interface StatisticsQuery {
  /** Days, both whole. */
  from: string;
  to: string;
  /** IANA id. */
  zone: string;
  by: string;
}

export type Statistics = Awaited<ReturnType<typeof getStatistics>>;
export type StatisticsRow = Statistics['rows'][number];

export const getStatistics = (report: Report, query: StatisticsQuery) => ask(api.GET('/api/v1/statistics/{report}', { params: { path: { report }, query } }));

/** Where a browser gets them as a file. */
export const statisticsFile = (report: Report, query: StatisticsQuery) => `/api/v1/statistics/${report}?${new URLSearchParams({ ...query, format: 'csv' }).toString()}`;
