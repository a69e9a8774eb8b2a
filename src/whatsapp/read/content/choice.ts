import { parseJson } from '../../../wire/json.ts';
import { deeperThan, id, record, text, trimmed, type Rec } from '../../../wire/read.ts';
import type { Content } from '../../types.ts';

/** Taps on our buttons and lists, and forms that were filled in. */
export function readInteractive(interactive: Rec | null): Content | string {
  const type = text(interactive?.type);
  switch (type) {
    case 'button_reply':
      return readChoice('button', record(interactive?.button_reply));
    case 'list_reply':
      return readChoice('list', record(interactive?.list_reply));
    case 'nfm_reply':
      return readForm(record(interactive?.nfm_reply));
    case 'call_permission_reply':
      return { kind: 'form', name: type, body: null, data: record(interactive?.call_permission_reply) };
    default:
      return type === null
        ? 'what was tapped is missing'
        : { kind: 'unsupported', type: type.slice(0, 40), reason: null };
  }
}

/** A quick reply of a template: it has a payload in place of an id. */
export function readTemplateButton(button: Rec | null): Content | string {
  return readChoice('template', button && { id: button.payload, title: button.text });
}

function readChoice(via: 'button' | 'list' | 'template', reply: Rec | null): Content | string {
  const chosen = id(reply?.id);
  const title = trimmed(reply?.title);
  if (chosen === null && title === null) return 'what was tapped is missing';
  return {
    kind: 'choice',
    via,
    id: chosen ?? title ?? '',
    title: title ?? chosen ?? '',
    description: trimmed(reply?.description),
  };
}

/** `response_json` is JSON inside a string, written by the form's author: where it cannot be read, the message stays. */
function readForm(reply: Rec | null): Content | string {
  if (!reply) return 'what was filled in is missing';
  const json = text(reply.response_json);
  const parsed = json === null ? null : parseJson(json);
  const data = parsed?.ok && !deeperThan(parsed.value, 32) ? parsed.value : null;
  return { kind: 'form', name: trimmed(reply.name) ?? 'form', body: trimmed(reply.body), data };
}
