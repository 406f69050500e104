import { api, ask } from '../../api/client';

/** What a host or a co-host may do to the others. Each throws `Problem`. */
export function hostActions(code: string) {
  const to = (participantId: string) => ({ params: { path: { code, participantId } } });
  return {
    mute: (id: string) => ask(api.POST('/api/v1/rooms/{code}/participants/{participantId}/mute', to(id))),
    remove: (id: string) => ask(api.POST('/api/v1/rooms/{code}/participants/{participantId}/remove', to(id))),
    setCoHost: (id: string, on: boolean) =>
      ask(
        api.POST('/api/v1/rooms/{code}/participants/{participantId}/role', {
          ...to(id),
          body: { role: on ? 'co_host' : 'participant' },
        }),
      ),
    handOver: (participantId: string) =>
      ask(api.POST('/api/v1/rooms/{code}/host', { params: { path: { code } }, body: { participantId } })),
    endForAll: () => ask(api.POST('/api/v1/rooms/{code}/end', { params: { path: { code } } })),
  };
}
