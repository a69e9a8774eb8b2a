/** The body of a send of a template, in the form of the Cloud API. */
export interface TemplatePart {
  type: 'template';
  template: {
    name: string;
    language: { code: string };
    components?: { type: 'body'; parameters: { type: 'text'; text: string }[] }[];
  };
}

export interface Template {
  /** As in the 360dialog Hub. */
  name: string;
  /** As in the Hub: `es`, `es_AR`. */
  language: string;
  /** The texts for {{1}}, {{2}}, … of the body, in order. */
  parameters: string[];
}

/** A template: all that may be sent when the person last wrote more than 24 hours ago. Whether it exists only WhatsApp can tell. */
export function templatePart({ name, language, parameters }: Template): TemplatePart {
  const filled = parameters.map((text) => ({ type: 'text' as const, text: oneLine(text) }));
  return {
    type: 'template',
    template: {
      name,
      language: { code: language },
      ...(filled.length > 0 ? { components: [{ type: 'body', parameters: filled }] } : {}),
    },
  };
}

/**
 * Reads `/template NAME LANG a|b|c` as an agent writes it in a private note.
 *
 * @returns null where the text is no such command; a text says in words what is wrong with it.
 *
 * @example
 * parseTemplateCommand('/template order_ready es_AR Ana|12'); // { name: 'order_ready', language: 'es_AR', parameters: ['Ana', '12'] }
 */
export function parseTemplateCommand(text: string): Template | string | null {
  const command = /^\s*\/template(?:\s+([^]*))?$/i.exec(text);
  if (!command) return null;
  // Chatwoot's editor writes Markdown: `order_ready` comes as `order\_ready`.
  const plain = (command[1] ?? '').replace(/\\([\\_*~`[\](){}#+.!<>|-])/g, '$1').trim();
  const [, name = '', language = '', values = ''] = /^(\S*)\s*(\S*)\s*([^]*)$/.exec(plain) ?? [];
  if (name === '') return `the name of the template is missing: ${usage}`;
  if (!/^[a-z0-9_]{1,512}$/.test(name))
    return `"${name.slice(0, 60)}" is no name of a template (small letters, digits and _)`;
  if (language === '') return `the language is missing: ${usage}`;
  const [, main, region] = /^([a-z]{2,3})(?:[_-]([a-z]{2,4}))?$/i.exec(language) ?? [];
  if (main === undefined) return `"${language.slice(0, 60)}" is no language, such as es or es_AR`;
  const parameters = values === '' ? [] : values.split('|').map(oneLine);
  const empty = parameters.indexOf('');
  if (empty >= 0) return `parameter ${empty + 1} is empty`;
  return { name, language: main.toLowerCase() + (region ? `_${region.toUpperCase()}` : ''), parameters };
}

const usage = '/template NAME LANGUAGE first|second';

/** WhatsApp refuses line breaks, tabs and long gaps within a parameter. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
