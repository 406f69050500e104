/**
 * Makes the browser load what a first call needs (threads, codecs, keys) while the person still looks into the
 * mirror: otherwise all of it falls between the click and the first picture.
 */
export async function warmUp(): Promise<void> {
  if (typeof RTCPeerConnection !== 'function') return;
  const pc = new RTCPeerConnection();
  pc.addTransceiver('audio');
  pc.addTransceiver('video');
  await pc.createOffer().catch(() => {});
  pc.close();
}
