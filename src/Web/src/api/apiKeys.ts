import { api, ask, type Schemas } from './client';

export type ApiKey = Schemas['ApiKeyInfo'];
export type ApiKeys = Schemas['ShowApiKeysAnswer'];
/** The only time that the key itself is in an answer. */
export type MadeApiKey = Schemas['CreateApiKeyAnswer'];

/** The newest first, revoked ones among them, and what a key can be made for. */
export const listApiKeys = (): Promise<ApiKeys> => ask(api.GET('/api/v1/api-keys'));

export const createApiKey = (name: string, scopes: string[], requestsPerMinute: number): Promise<MadeApiKey> =>
  ask(api.POST('/api/v1/api-keys', { body: { name, scopes, requestsPerMinute } }));

export const revokeApiKey = (id: string) => ask(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }));
