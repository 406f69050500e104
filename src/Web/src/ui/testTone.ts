/** Plays two soft notes on the given speaker ('' is the system's own). Resolves when they have ended; throws when the browser refuses. */
export async function playTestTone(speakerId: string): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const audio = new Audio();
  audio.srcObject = output.stream;
  try {
    if (speakerId) await audio.setSinkId?.(speakerId);
    await audio.play();
    const start = context.currentTime + 0.05;
    note(context, output, 523.25, start);
    await note(context, output, 659.25, start + 0.45);
  } finally {
    audio.pause();
    await context.close();
  }
}

function note(context: AudioContext, output: AudioNode, frequency: number, at: number): Promise<void> {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.25, at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
  oscillator.connect(volume).connect(output);
  oscillator.start(at);
  oscillator.stop(at + 0.6);
  return new Promise((resolve) => {
    oscillator.onended = () => resolve();
  });
}
