import type { Refusal } from './answers.ts';
import type { TemplateContent } from './content.ts';
import type { PhoneMessage } from '../types.ts';
import type { SandboxTemplate, WhatsAppState } from './people.ts';

/** Why a template is refused; null where it is not. Without a list of templates every one is taken. */
export function templateRefusal(state: WhatsAppState, { name, language, components }: TemplateContent): Refusal | null {
  if (state.templates === null) return null;
  const known = state.templates.find((one) => one.name === name && one.language === language.code);
  if (!known) {
    return {
      status: 404,
      code: 132001,
      title: 'Template name does not exist in the translation',
      details: `template name (${name}) does not exist in ${language.code}`,
    };
  }
  const wanted = placesIn(known.text).size;
  const given = bodyValues(components).length;
  if (wanted === given) return null;
  return {
    status: 400,
    code: 132000,
    title: 'Number of parameters does not match the expected number of params',
    details: `body: number of localizable_params (${given}) does not match the expected number of params (${wanted})`,
  };
}

/** As the providers' lists have it. */
export const componentsOf = ({ text, header, footer, buttons }: SandboxTemplate): Record<string, unknown>[] => [
  ...(header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: header }]),
  { type: 'BODY', text },
  ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
  ...(buttons ? [{ type: 'BUTTONS', buttons: buttons.map((title) => ({ type: 'QUICK_REPLY', text: title })) }] : []),
];

/** The text with its values, and what stands around it; where the template is not known, its name and the values. */
export function bodyOf(
  state: WhatsAppState,
  { name, language, components }: TemplateContent,
): Pick<PhoneMessage, 'text' | 'buttons'> {
  const values = bodyValues(components);
  const known = state.templates?.find((one) => one.name === name && one.language === language.code);
  if (!known) return { text: [`[${name}]`, ...values.map(({ text }) => text)].join(' ') };
  let next = 0;
  const body = known.text.replace(/\{\{(\w+)\}\}/g, (_, place: string) => {
    const named = values.find((one) => one.name === place);
    return (named ?? values[/^\d+$/.test(place) ? Number(place) - 1 : next++])?.text ?? '';
  });
  const text = [known.header, body, known.footer].filter((part) => part !== undefined).join('\n');
  return { text, ...(known.buttons ? { buttons: known.buttons.map((title) => ({ id: title, title })) } : {}) };
}

const placesIn = (text: string): Set<string> => new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([place]) => place));

function bodyValues(components: TemplateContent['components']): { name: string | null; text: string }[] {
  const body = components?.find(({ type }) => type.toLowerCase() === 'body');
  return (body?.parameters ?? []).map((one) => ({
    name: typeof one['parameter_name'] === 'string' ? one['parameter_name'] : null,
    text: typeof one['text'] === 'string' ? one['text'] : '',
  }));
}
