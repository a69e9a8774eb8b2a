/** Texts that a turn is held against come again in the next: the prompt, passages, what was said before. */
const TEXTS = 400;

/** The same as `make`, with what it made of the last texts kept. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const found = made.get(text);
    if (found !== undefined) return found;
    const value = make(text);
    made.set(text, value);
    if (made.size > TEXTS) made.delete(made.keys().next().value ?? '');
    return value;
  };
}
