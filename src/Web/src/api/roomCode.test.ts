import { expect, it } from 'vitest';
import { parseRoomAddress, roomPath } from './roomCode';

it.each([
  ['as it is written', 'abc-defg-hjk'],
  ['without dashes', 'abcdefghjk'],
  ['in capitals, with blanks around', '  ABC-DEFG-HJK \n'],
  ['with the dashes of a word processor', 'abc–defg—hjk'],
  ['with blanks between', 'abc defg hjk'],
  ['in a link', 'https://meet.example/room/abc-defg-hjk'],
  ['in a link without scheme', 'meet.example/room/abcdefghjk'],
  ['in a link to a page of the room', 'https://meet.example/room/abc-defg-hjk/sessions#top'],
  ['in a sentence', 'Join me: http://localhost:8080/room/abc-defg-hjk now'],
])('reads a code %s', (_how, text) => {
  expect(parseRoomAddress(text)).toEqual({ code: 'abc-defg-hjk' });
});

it('keeps the pass of a private room', () => {
  expect(parseRoomAddress('https://meet.example/room/abc-defg-hjk?x=1&pass=s3-_cr%20t#a')).toEqual({
    code: 'abc-defg-hjk',
    pass: 's3-_cr t',
  });
});

it('survives a pass that is not well escaped', () => {
  expect(parseRoomAddress('/room/abc-defg-hjk?pass=%E0%A4%A')?.pass).toBe('%E0%A4%A');
});

it.each(['', '   ', 'abc-defg-hj', 'abc-defg-hjkm', 'abc-defg-hj1', 'abc-defg-hjo', 'абв-гдеж-зик', 'https://meet.example/', '/room/'])(
  'refuses %j',
  (text) => {
    expect(parseRoomAddress(text)).toBeUndefined();
  },
);

it('leads to the room and carries the pass along', () => {
  expect(roomPath({ code: 'abc-defg-hjk' })).toBe('/room/abc-defg-hjk');
  expect(roomPath({ code: 'abc-defg-hjk', pass: 'a b&c' })).toBe('/room/abc-defg-hjk?pass=a%20b%26c');
});
