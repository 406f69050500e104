import { expect, it } from 'vitest';
import { withStartBitrate } from './startBitrate';

const sdp = [
  'v=0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10',
  'm=video 9 UDP/TLS/RTP/SAVPF 96 97 102',
  'a=rtpmap:96 VP8/90000',
  'a=rtpmap:97 rtx/90000',
  'a=fmtp:97 apt=96',
  'a=rtpmap:102 H264/90000',
  'a=fmtp:102 packetization-mode=1',
  '',
].join('\r\n');

it('gives every video codec the bitrate to begin with, and touches nothing else', () => {
  const lines = withStartBitrate(sdp, 800).split('\r\n');
  const added = lines.filter(line => !sdp.split('\r\n').includes(line));
  expect(added).toEqual([
    'a=fmtp:96 x-google-start-bitrate=800',
    'a=fmtp:102 packetization-mode=1;x-google-start-bitrate=800',
  ]);
  expect(lines.indexOf(added[0]!)).toBe(lines.indexOf('a=rtpmap:96 VP8/90000') + 1);
  expect(lines.filter(line => !added.includes(line)).length).toBe(sdp.split('\r\n').length - 1);
});
