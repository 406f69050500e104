interface NetworkInformation extends EventTarget {
  type?: string;
}

/**
 * Calls back when the way to the network changed. `change` also comes for mere estimates of speed, so only a
 * change of the kind of network (wifi, cellular, ...) counts, where the browser tells it.
 */
export function watchNetwork(changed: () => void): () => void {
  const connection = (navigator as { connection?: NetworkInformation }).connection;
  let type = connection?.type;
  const kindChanged = () => {
    if (connection?.type === type) return;
    type = connection?.type;
    changed();
  };
  addEventListener('online', changed);
  connection?.addEventListener?.('change', kindChanged);
  return () => {
    removeEventListener('online', changed);
    connection?.removeEventListener?.('change', kindChanged);
  };
}
