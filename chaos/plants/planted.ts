import type { Plant } from './plants.ts';

/** The source with the bug in it. @throws where one of its places is not there exactly once. */
export function planted(source: string, { file, changes }: Plant): string {
  return changes.reduce((text, { from, to }) => {
    const places = text.split(from).length - 1;
    if (places !== 1) throw new Error(`${file} has the place of this bug ${places} times, not once: ${from}`);
    return text.replace(from, () => to);
  }, source);
}
