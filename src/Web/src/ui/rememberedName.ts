const key = 'videoconf.name';

/** The name under which the person joined last in this browser. */
export function rememberedName(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return ''; // storage forbidden
  }
}

export function rememberName(name: string): void {
  try {
    localStorage.setItem(key, name);
  } catch {
    // storage forbidden: the name is asked for again
  }
}
