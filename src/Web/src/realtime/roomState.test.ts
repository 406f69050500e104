import { describe, expect, it } from 'vitest';
import { FactFeed } from './factFeed';
import type { Fact, Participant, SessionSnapshot } from './protocol';
import { evolve, fromSnapshot, type RoomState, sequenceOf } from './roomState';

const person = (id: string, role: Participant['role'] = 'participant'): Participant => ({
  participantId: id,
  personId: `person-${id}`,
  displayName: id.toUpperCase(),
  role,
  isGuest: false,
  joinedAt: '2026-11-22T14:00:00Z',
});

const snapshot: SessionSnapshot = {
  sessionId: 's',
  version: 3,
  startedAt: '2026-11-22T14:00:00Z',
  hostPersonId: 'person-anna',
  participants: [person('anna', 'host'), person('boris')],
};

const at = '2026-11-22T14:05:00Z';
const joined = (version: number, id: string): Fact => ({
  version,
  at,
  type: 'participantJoined',
  data: { participant: person(id) },
});
const left = (version: number, id: string): Fact => ({
  version,
  at,
  type: 'participantLeft',
  data: { participantId: id, reason: 'left' },
});
const ids = (state: RoomState) => state.participants.map(p => p.participantId);

describe('the fold of session facts', () => {
  const state = fromSnapshot(snapshot);

  it('adds who joins at the end and takes out who leaves', () => {
    expect(ids(evolve(state, joined(4, 'vera')))).toEqual(['anna', 'boris', 'vera']);
    expect(ids(evolve(state, left(4, 'anna')))).toEqual(['boris']);
  });

  it('does nothing with a fact that it has seen', () => {
    expect(evolve(state, left(3, 'anna'))).toBe(state);
  });

  it('hands the host role over', () => {
    const after = evolve(state, { version: 4, at, type: 'hostChanged', data: { hostPersonId: 'person-boris' } });
    expect(after.hostPersonId).toBe('person-boris');
    expect(after.participants.map(p => p.role)).toEqual(['participant', 'host']);
  });

  it('changes a role', () => {
    const after = evolve(state, {
      version: 4,
      at,
      type: 'roleChanged',
      data: { participantId: 'boris', role: 'co_host' },
    });
    expect(after.participants[1]!.role).toBe('co_host');
  });

  it('is empty when the session has ended, and says why', () => {
    const after = evolve(state, { version: 4, at, type: 'sessionEnded', data: { reason: 'ended_by_host' } });
    expect(after).toMatchObject({ participants: [], ended: 'ended_by_host', version: 4 });
  });

  it('passes over facts of a newer server', () => {
    const unknown = { version: 4, at, type: 'neverHeardOf', data: {} } as unknown as Fact;
    expect(evolve(state, unknown)).toEqual({ ...state, version: 4 });
  });

  it('tells the next fact from a duplicate and from a gap', () => {
    expect([3, 4, 5].map(v => sequenceOf(state, left(v, 'x')))).toEqual(['duplicate', 'next', 'gap']);
  });
});

describe('the feed of facts', () => {
  const feedOf = (answer: (since: number, feed: FactFeed) => boolean) => {
    const asked: number[] = [];
    const seen: number[] = [];
    const feed: FactFeed = new FactFeed(
      fromSnapshot(snapshot),
      async since => {
        asked.push(since);
        return answer(since, feed);
      },
      fact => seen.push(fact.version),
    );
    return { feed, asked, seen };
  };
  const settled = () => new Promise(resolve => setTimeout(resolve));

  it('asks for what is missing, once, and folds everything in order', async () => {
    const { feed, asked, seen } = feedOf((_, to) => {
      for (const fact of [joined(4, 'vera'), left(5, 'anna'), joined(6, 'gleb')]) to.take(fact);
      return true;
    });
    feed.take(joined(6, 'gleb'));
    feed.take(left(7, 'boris'));
    await settled();
    expect(asked).toEqual([3]);
    expect(seen).toEqual([4, 5, 6, 7]);
    expect(ids(feed.state)).toEqual(['vera', 'gleb']);
  });

  it('goes on over a version that nobody was told of', async () => {
    const { feed, seen } = feedOf(() => true);
    feed.take(joined(6, 'gleb'));
    await settled();
    expect(seen).toEqual([6]);
  });

  it('keeps its version when the question was not answered, so that the next connection brings everything', async () => {
    const { feed, seen } = feedOf(() => false);
    feed.take(joined(6, 'gleb'));
    await settled();
    expect(seen).toEqual([]);
    expect(feed.state.version).toBe(3);
  });

  it('folds a fact that comes twice only once', () => {
    const { feed, seen } = feedOf(() => true);
    feed.take(joined(4, 'vera'));
    feed.take(joined(4, 'vera'));
    expect(seen).toEqual([4]);
  });
});
