import { describe, expect, it } from 'vitest';
import type { Minute, Moment, Timeline } from '../../api/sessions';
import { presentAt, replayOf } from './replay';
import { storyOf, verdictOf } from './story';

const at = (time: string) => `2026-11-22T14:${time}Z`;
const minute = (changes: Partial<Minute> = {}): Minute => ({
  seconds: 60, grade: 'good', lossPercent: 0, roundTripMs: 40, sendKbps: 900, receiveKbps: 900, framesPerSecond: 24, width: 640, height: 360, codec: 'VP8',
  relayed: false, spokeSeconds: 0, sharedSeconds: 0, reconnects: 0, browser: 'Chrome 156', troubles: [], ...changes,
});
const moment = (time: string, what: string, changes: Partial<Moment> = {}): Moment => ({ at: at(time), what, personId: 'a', participantId: 's', by: null, word: null, minute: null, ...changes });
const measured = (time: string, changes: Partial<Minute> = {}, personId = 'a') => moment(time, 'measured', { personId, minute: minute(changes) });
const stay = (participantId: string, from: string, to: string | null) => ({ participantId, joinedAt: at(from), leftAt: to && at(to), reason: null });
const person = (personId: string, stays: ReturnType<typeof stay>[]) => ({ personId, displayName: personId, role: 'guest' as const, isGuest: true, totalSeconds: 1, stays });

describe('a session looked at again', () => {
  const session = {
    sessionId: 'x', roomCode: 'c', roomName: 'n', startedAt: at('00:00'), endedAt: at('10:00'), endReason: null, scheduled: null, interviewId: null, nextCursor: null,
    people: [person('a', [stay('1', '00:00', '05:00'), stay('2', '06:00', null)]), person('b', [stay('3', '02:00', '04:00')])],
    items: [
      measured('01:00', { spokeSeconds: 20 }),
      measured('03:00', { grade: 'poor', troubles: [{ kind: 'ice_failed', detail: null, at: at('02:30') }] }, 'b'),
      moment('02:10', 'muted', { by: 'b' }),
    ],
  } as unknown as Timeline;
  const replay = replayOf(session, Date.parse(at('59:00')));
  const there = (time: number) => presentAt(replay, time * 60_000).map(({ lane, minute: m }) => [lane.name, m?.grade, m?.spokeSeconds]);

  it('knows at each moment who was there, how well, and who spoke', () => {
    expect(there(0.5)).toEqual([['a', 'good', 20]]);
    expect(there(2.5)).toEqual([['a', undefined, undefined], ['b', 'poor', 0]]);
    expect(there(5.5)).toEqual([]);
    expect(there(9)).toEqual([['a', undefined, undefined]]);
  });

  it('tells what happened and what went wrong in time order', () => {
    expect(replay.moments.map(({ at: when, what }) => [when / 1_000, what])).toEqual([[130, 'muted'], [150, 'trouble']]);
  });

  it('goes on until now while it is not over', () => {
    expect(replayOf({ ...session, endedAt: null }, Date.parse(at('20:00'))).length).toBe(20 * 60_000);
  });
});

describe('the story of a connection', () => {
  it('has the browser, the way, the grades and the troubles in time order', () => {
    const story = storyOf([
      moment('00:00', 'joined', { word: 'guest' }),
      measured('01:00'),
      measured('02:00', { lossPercent: 3 }),
      measured('03:00', { grade: 'poor', lossPercent: 20, relayed: true, troubles: [{ kind: 'ice_restarted', detail: 'relay-host udp', at: at('02:20') }] }),
      moment('03:10', 'left', { word: 'connection_lost' }),
    ]);
    expect(story.map((each) => each.kind)).toEqual(['happened', 'path', 'measured', 'path', 'measured', 'trouble', 'happened']);
    expect(story[0]).toMatchObject({ browser: 'Chrome 156' });
    expect(story[2]).toMatchObject({ grade: 'good', seconds: 120, loss: 3, until: at('02:00') });
    expect(story[3]).toMatchObject({ relayed: true });
  });

  it('makes no measurement of a device that was refused', () => {
    const refused = { lossPercent: null, roundTripMs: null, receiveKbps: null, relayed: null, troubles: [{ kind: 'device_denied', detail: 'camera', at: at('00:10') }] };
    expect(storyOf([measured('01:00', refused)]).map((each) => each.kind)).toEqual(['trouble']);
  });

  const trouble = (kind: string) => ({ troubles: [{ kind, detail: null, at: at('00:30') }] });
  it.each([
    [[], 'nothing'],
    [[measured('01:00')], 'fine'],
    [[measured('01:00', { ...trouble('ice_failed'), grade: 'poor', roundTripMs: null })], 'noWay'],
    [[measured('01:00', { ...trouble('ice_failed'), grade: 'poor' })], 'silent'],
    [[measured('01:00', { grade: 'fair', lossPercent: 5 })], 'loss'],
    [[measured('01:00', { grade: 'poor', roundTripMs: 700 })], 'delay'],
    [[measured('01:00', { grade: 'poor', framesPerSecond: 3 })], 'picture'],
    [[measured('01:00', trouble('signalling_lost'))], 'signalling'],
    [[measured('01:00', trouble('device_in_use'))], 'device'],
  ])('names the likeliest reason: %#', (items, verdict) => expect(verdictOf(items)).toBe(verdict));
});
