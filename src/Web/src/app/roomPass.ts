const key = (code: string) => `videoconf.pass.${code}`;

/** The pass of a private room: taken out of the address, so that no screenshot or history shows it, and kept for this tab. */
export function takePass(code: string): string | undefined {
  const url = new URL(location.href);
  const fromLink = url.searchParams.get('pass');
  try {
    if (fromLink === null) return sessionStorage.getItem(key(code)) ?? undefined;
    sessionStorage.setItem(key(code), fromLink);
    url.searchParams.delete('pass');
    history.replaceState(history.state, '', url);
  } catch {
    // storage forbidden: the pass stays in the address, or a reload could not open the room
  }
  return fromLink ?? undefined;
}
