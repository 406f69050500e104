import { api, ask, type Schemas } from './client';

export type AuditLine = Schemas['LineResource'];
export type AuditPageOfLines = Schemas['PageOfLineResource'];
export type AuditActor = Schemas['LineActor'];
export type AsOf = Awaited<ReturnType<typeof objectAsOf>>;
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

export const listAuditOfObject = (kind: string, id: string, language: string, cursor?: string) =>
  ask(api.GET('/api/v1/audit/objects/{kind}/{id}', { params: { path: { kind, id }, query: { language, cursor, limit: 50 } } }));

/** What the object was at an instant, beside what it is. */
export const objectAsOf = (kind: string, id: string, at: string, language: string) =>
  ask(api.GET('/api/v1/audit/objects/{kind}/{id}/as-of', { params: { path: { kind, id }, query: { at, language } } }));

/** People and keys of the API by a part of the name, or by the id. */
export const findActors = async (q: string): Promise<AuditActor[]> => (await ask(api.GET('/api/v1/audit/actors', { params: { query: { q } } }))).items;

/** Has the server look at all of it now. */
export const checkIntegrity = () => ask(api.POST('/api/v1/audit/integrity/check'));

/** Where a browser gets the public key of the seals. */
export const auditKeyAddress = '/api/v1/audit/key';

export const auditIntegrity = () => ask(api.GET('/api/v1/audit/integrity'));

/** Where a browser gets all lines as a file. */
export const exportAddress = (asked: AuditQuery, language: string, format: 'csv' | 'jsonl') =>
  `/api/v1/audit/export?${new URLSearchParams({ ...asked, language, format }).toString()}`;
