import type { TFunction } from 'i18next';

type Kind = 'microphone' | 'camera' | 'screen';

/** What is wrong with a device, and what to do about it in this browser. */
export function deviceProblem(t: TFunction, kind: Kind, problem: string): { title: string; text: string } {
  const known = (key: string) => t(`devices.problems.${key}` as never, { defaultValue: '' }) as string;
  const title = known(`${problem}.${kind}`) || known(`unknown.${kind}`);
  if (problem === 'denied_by_user') return { title, text: t(`devices.allow.${browser()}`) };
  if (problem === 'denied_by_system') return { title, text: t(`devices.system.${system()}`) };
  return { title, text: known(`${problem}.text`) || known('unknown.text') };
}

export function browser(agent = navigator.userAgent) {
  if (/iPhone|iPad/.test(agent)) return 'ios';
  if (/Android/.test(agent)) return 'android';
  if (/Firefox\//.test(agent)) return 'firefox';
  if (/Chrom(e|ium)\//.test(agent)) return 'chrome';
  return 'safari';
}

export function system(agent = navigator.userAgent) {
  if (/iPhone|iPad|Android/.test(agent)) return 'phone';
  if (/Mac OS X/.test(agent)) return 'mac';
  return /Windows/.test(agent) ? 'windows' : 'other';
}
