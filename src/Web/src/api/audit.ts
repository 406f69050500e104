import { api, ask, type Schemas } from './client';

export type AuditLine = Schemas['LineResource'];
export type Integrity = Awaited<ReturnType<typeof auditIntegrity>>;

/** Empty: of all. */
export interface AuditQuery {
  q?: string;
  kind?: string;
  object?: string;
  person?: string;
  /** Instants. */
  from?: string;
  to?: string;
}

/** The newest first, a page of fifty. */
export const listAudit = (asked: AuditQuery, language: string, cursor?: string) =>
  ask(api.GET('/api/v1/audit', { params: { query: { ...asked, language, cursor, limit: 50 } } }));

export const auditIntegrity = () => ask(api.GET('/api/v1/audit/integrity'));

/** Where a browser gets all lines as a file. */
export const exportAddress = (asked: AuditQuery, language: string, format: 'csv' | 'jsonl') =>
  `/api/v1/audit/export?${new URLSearchParams({ ...asked, language, format }).toString()}`;
