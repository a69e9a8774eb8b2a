import type { TravelCall } from '../../../src/sandbox/travel.ts';

/** What a call is for, in one of the page's words, and what it says. */
export interface Told {
  what:
    | 'message'
    | 'status'
    | 'send'
    | 'read'
    | 'register'
    | 'contact'
    | 'conversation'
    | 'event'
    | 'file'
    | 'act'
    | 'look';
  says: string;
}

type Json = { [key: string]: Json | undefined } & Json[];

function parsed(text: string | null): Json | null {
  try {
    return JSON.parse(text ?? '') as Json | null;
  } catch {
    return null;
  }
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

function fromWhatsApp(body: Json | null): Told {
  const value = body?.['entry']?.[0]?.['changes']?.[0]?.['value'];
  const [message, status] = [value?.['messages']?.[0], value?.['statuses']?.[0]];
  if (status) return { what: 'status', says: word(status['status']) };
  const said = word(message?.['text']?.['body']);
  return { what: 'message', says: said || word(message?.['type']) };
}

function toWhatsApp(method: string, path: string, body: Json | null): Told {
  if (method === 'GET') return { what: 'look', says: path };
  if (!path.endsWith('/messages')) return { what: 'file', says: path };
  if (body?.['status']) return { what: 'read', says: '' };
  const says =
    word(body?.['text']?.['body']) || word(body?.['interactive']?.['body']?.['text']) || word(body?.['type']);
  return { what: 'send', says };
}

function toChatwoot(method: string, path: string, body: Json | null): Told {
  if (method === 'GET') return { what: 'look', says: path };
  if (path.endsWith('/messages')) return { what: 'register', says: word(body?.['content']) };
  if (path.endsWith('/contacts')) return { what: 'contact', says: word(body?.['name']) };
  if (path.endsWith('/conversations')) return { what: 'conversation', says: '' };
  return { what: 'act', says: path.split('/').at(-1) ?? path };
}

/** Reads a call as a person would tell it. */
export function tell({ from, to, method, path: whole, request }: TravelCall): Told {
  const path = whole.split('?')[0] ?? whole;
  const body = parsed(request);
  if (from === 'whatsapp') return fromWhatsApp(body);
  if (from === 'chatwoot') return { what: 'event', says: word(body?.['event']) };
  return to === 'whatsapp' ? toWhatsApp(method, path, body) : toChatwoot(method, path, body);
}

/** With line ends and indents where it is JSON; else as it is. */
export function pretty(text: string): string {
  const body = parsed(text);
  return body === null ? text : JSON.stringify(body, null, 2);
}
