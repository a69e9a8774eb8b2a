/** Tells listeners that something changed; what, they read from the state. */
export interface Changes {
  changed: () => void;
  /** Returns the way to stop listening. */
  onChange: (listener: () => void) => () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<() => void>();
  return {
    changed() {
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
