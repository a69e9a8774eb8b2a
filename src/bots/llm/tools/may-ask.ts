import type { Said } from '../../bot.ts';
import { plainText } from '../gate/plain-text.ts';

/** What a customer says, taps or fills in; words under a picture, on a card or in a quotation are nobody's order. */
const OWN_WORDS = new Set(['text', 'edit', 'choice', 'form', 'order']);

/** Somebody who speaks as the business, its systems or its suppliers. Customers have no orders to give in such a voice. */
const POSES = new RegExp(
  [
    String.raw`^\W*(?:system|sistema|assistant|asistente|developer|admin(?:istrator|istrador)?|tool|agente?|supervisora?|gerente|gerencia|manager)\b[^\n]{0,60}:`,
    String.raw`<\|?\s*(?:im_start|system|assistant|tool)|\[/?(?:INST|SYSTEM)\]|"role"\s*:\s*"(?:system|assistant|tool)"|^#{1,3}\s*(?:system|sistema|resultado|result)`,
    String.raw`\b(?:as agreed|agreed|approved|authori[sz]ed|autorizad[oa]|aprobad[oa]|acordad[oa]|arreglad[oa])\s+(?:with|by|por|con)\s+(?:your|tu|su|el|la|the)\s+(?:manager|boss|supervisora?|gerente|jef[ea]|encargad[oa]|owner|due[nñ][oa]|director)`,
    String.raw`\b(?:autorizo|authori[sz]e|i approve|apruebo)\b`,
    String.raw`\b(?:i am|i'm|this is|soy|somos|habla|te escribe|les? escribe)\s+(?:\w+\s+){0,3}(?:support|soporte|security|seguridad|meta|whatsapp|chatwoot|admin\w*|supervisora?|gerente|manager|developer|desarrollador|it department|sistemas|auditor\w*|el due[nñ]o|the owner)\b`,
    // Our own marks, and a call as machines write it.
    String.raw`^\W*\[[^\]\n]*(?:equipo|team|cliente|customer|confirm|system|sistema|herramienta|tool)[^\]\n]*\]`,
    String.raw`"(?:name|tool|function)"\s*:\s*"[\w-]+"\s*,\s*"(?:arguments|parameters|input)"`,
    String.raw`\b(?:orden|order)\s+(?:del|de la|from the|of the)\s+(?:gerente|gerencia|manager|boss|jef[ea])`,
  ].join('|'),
  'im',
);

/** In capitals also in the middle of what they say. */
const SHOUTS = /\b(?:SYSTEM|SISTEMA|ASSISTANT|ASISTENTE|DEVELOPER)\s*:/;

/** Whether tools of the operator may run for what was said in this turn, by somebody of this name. */
export function mayAsk(messages: readonly Said[], name: string | null): boolean {
  const own = messages.filter(({ kind }) => OWN_WORDS.has(kind)).map(({ text }) => plainText(text));
  return own.length > 0 && ![...own, name ?? ''].some((text) => POSES.test(text) || SHOUTS.test(text));
}
