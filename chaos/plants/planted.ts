import type { Plant } from './plants.ts';

/** The source with the bug in it. @throws where its place is not there exactly once. */
export function planted(source: string, { file, from, to }: Plant): string {
  const places = source.split(from).length - 1;
  if (places !== 1) throw new Error(`${file} has the place of this bug ${places} times, not once: ${from}`);
  return source.replace(from, () => to);
}
