import { api, ask, type Schemas } from './client';

export type Webhook = Schemas['WebhookResource'];
export type WebhookTarget = { url: string; kinds: string[] };
/** The only time that the secret itself is in an answer. */
export type WebhookSecret = Schemas['SubscribeWebhookAnswer'];
export type WebhookDelivery = Schemas['WebhookDelivery'];

const at = (id: string) => ({ params: { path: { id } } });

/** The newest first; to an administrator those of all keys. */
export const listWebhooks = async (): Promise<Webhook[]> => (await ask(api.GET('/api/v1/webhooks'))).items;

export const subscribeWebhook = (body: WebhookTarget): Promise<WebhookSecret> => ask(api.POST('/api/v1/webhooks', { body }));

export const changeWebhook = (id: string, body: WebhookTarget): Promise<Webhook> => ask(api.PUT('/api/v1/webhooks/{id}', { ...at(id), body }));

export const removeWebhook = (id: string) => ask(api.DELETE('/api/v1/webhooks/{id}', at(id)));

export const rotateSecret = (id: string): Promise<WebhookSecret> => ask(api.POST('/api/v1/webhooks/{id}/secret', at(id)));

/** The last hundred, the newest first. */
export const listDeliveries = async (id: string): Promise<WebhookDelivery[]> => (await ask(api.GET('/api/v1/webhooks/{id}/deliveries', at(id)))).items;

export const redeliver = (id: string, deliveryId: string): Promise<WebhookDelivery> =>
  ask(api.POST('/api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver', { params: { path: { id, deliveryId } } }));
