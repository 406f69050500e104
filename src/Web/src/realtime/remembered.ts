export interface RememberedDevices {
  microphone?: string;
  camera?: string;
  speaker?: string;
}

const key = 'videoconf.devices';

/** The devices chosen last in this browser. */
export function rememberedDevices(): RememberedDevices {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as RememberedDevices;
  } catch {
    return {}; // storage forbidden or written by something else
  }
}

export function rememberDevice(which: keyof RememberedDevices, deviceId: string): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...rememberedDevices(), [which]: deviceId }));
  } catch {
    // storage forbidden: the choice lasts as long as the page
  }
}
