import { list, record, trimmed } from '../../wire/read.ts';

/** Media that may stand above a template's text, which has no words of its own. */
const media = {
  es: { IMAGE: 'imagen', VIDEO: 'video', DOCUMENT: 'documento', LOCATION: 'ubicación' },
  en: { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document', LOCATION: 'location' },
} as const;

/**
 * A template as the customer's phone shows it, with its values in their places: header, text, footer, and the buttons below. Null where its
 * components hold no text.
 *
 * @param components as the provider lists them
 * @param parameters the texts for {{1}}, {{2}}, … of the body; of one with names, in the order in which these first stand there
 */
export function templateText(
  components: readonly unknown[],
  parameters: readonly string[],
  language: 'es' | 'en',
): string | null {
  const parts = components.map(record).filter((part) => part !== null);
  const of = (type: string) => parts.find((part) => word(part['type']) === type);
  const body = trimmed(of('BODY')?.['text']);
  if (body === null) return null;
  const header = of('HEADER');
  const kind = word(header?.['format']);
  const above = trimmed(header?.['text']) ?? (kind in media[language] ? `[${media[language][kind as 'IMAGE']}]` : null);
  const titles = parts
    .filter((part) => word(part['type']) === 'BUTTONS')
    .flatMap((part) => list(part['buttons']).map((button) => trimmed(record(button)?.['text'])))
    .filter((title) => title !== null);
  return [above, filled(body, parameters), trimmed(of('FOOTER')?.['text']), titles.map((it) => `▫️ ${it}`).join('\n')]
    .filter((part) => part !== null && part !== '')
    .join('\n');
}

/** What has no value keeps its place, so that agents see that something lacked. */
function filled(body: string, parameters: readonly string[]): string {
  const names = [...new Set([...body.matchAll(PLACE)].map(([, name = '']) => name))];
  const isNumbered = names.every((name) => /^\d+$/.test(name));
  return body.replace(PLACE, (place, name: string) => {
    const index = isNumbered ? Number(name) - 1 : names.indexOf(name);
    return parameters[index] ?? place;
  });
}
const PLACE = /\{\{\s*(\w+)\s*\}\}/g;

const word = (value: unknown): string => (trimmed(value) ?? '').toUpperCase();
