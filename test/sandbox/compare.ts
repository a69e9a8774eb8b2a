/** Numbers and words that differ on every server; only their types are compared. */
const VOLATILE = new Set([
  'uuid',
  'pubsub_token',
  'created_at',
  'updated_at',
  'timestamp',
  'avatar_url_hash',
  'last_avatar_sync_at',
  'secret',
  'hmac_token',
  'inbox_identifier',
  'access_token',
  'token',
]);

/** Seconds since 1970, or 0 for never. */
const ZERO_OR_TIME = new Set(['contact_last_seen_at', 'agent_last_seen_at', 'waiting_since', 'first_reply_created_at']);

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** The address of a survey: host and uuid are the server's own. */
const SURVEY = /https?:\/\/[^/]+\/survey\/responses\/[0-9a-f-]{36}$/;
const MADE_UP_NAME = /^[a-z]+-[a-z]+-\d{1,3}$/;
const MADE_UP_SOURCE = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Recorded number → number here, for conversations, contacts, messages and attachments apart. */
export type Ids = Map<string, number>;

/** Every way in which an answer differs from the recorded one: names, types, nulls, and values that time and chance leave alone. */
export function differences(recorded: unknown, got: unknown, ids: Ids): string[] {
  if (isCut(recorded)) return within(repair(recorded.truncated), got, '', ids, true);
  return within(recorded, got, '', ids, false);
}

function isCut(value: unknown): value is { truncated: string; characters: number } {
  return isObject(value) && typeof value['truncated'] === 'string';
}

function within(recorded: unknown, got: unknown, path: string, ids: Ids, partial: boolean): string[] {
  if (kind(recorded) !== kind(got)) return [`${path}: recorded ${kind(recorded)}, here ${kind(got)}`];
  if (Array.isArray(recorded) && Array.isArray(got)) {
    const enough = partial ? got.length >= recorded.length : got.length === recorded.length;
    if (!enough) return [`${path}: recorded ${recorded.length} elements, here ${got.length}`];
    return recorded.flatMap((one, i) => within(one, got[i], `${path}[${i}]`, ids, partial));
  }
  if (isObject(recorded) && isObject(got)) {
    const missing = Object.keys(recorded).filter((key) => !(key in got));
    const extra = partial ? [] : Object.keys(got).filter((key) => !(key in recorded));
    return [
      ...missing.map((key) => `${path}.${key}: missing`),
      ...extra.map((key) => `${path}.${key}: not in the recording`),
      ...Object.keys(recorded)
        .filter((key) => key in got)
        .flatMap((key) => member(key, recorded, got, path, ids, partial)),
    ];
  }
  const pointed = CHANGED_POINTERS.find(([pattern]) => pattern.test(path));
  return pointed && typeof recorded === 'number'
    ? pair(pointed[1], recorded, got, path, ids)
    : same(recorded, got, path);
}

function member(
  key: string,
  recorded: Record<string, unknown>,
  got: Record<string, unknown>,
  path: string,
  ids: Ids,
  partial: boolean,
): string[] {
  const at = `${path}.${key}`;
  if (key === 'id') return pair(idKind(recorded), recorded['id'], got['id'], at, ids);
  const pointed = POINTERS[key] ?? (key === 'sender_id' ? SENDERS[String(recorded['sender_type'])] : undefined);
  if (pointed !== undefined && typeof recorded[key] === 'number')
    return pair(pointed, recorded[key], got[key], at, ids);
  return within(recorded[key], got[key], at, ids, partial);
}

/** Columns that hold the number of something else. */
const POINTERS: Record<string, string> = {
  conversation_id: 'conversation',
  contact_id: 'contact',
  inbox_id: 'inbox',
  channel_id: 'channel',
  assignee_id: 'agent',
  in_reply_to: 'message',
  message_id: 'message',
};
/** The same where an event tells what such a column was and is. */
const CHANGED_POINTERS: readonly [path: RegExp, of: string][] = [
  [/\.display_id\.current_value$/, 'conversation'],
  [/\.sender_id\[\d\]$/, 'contact'],
];
const SENDERS: Record<string, string> = { Contact: 'contact', User: 'agent', AgentBot: 'bot' };

/** The same number must always stand for the same thing. */
function pair(of: string, recorded: unknown, got: unknown, path: string, ids: Ids): string[] {
  if (typeof recorded !== 'number' || typeof got !== 'number') return [`${path}: no number`];
  const key = `${of} ${recorded}`;
  const known = ids.get(key);
  if (known === undefined) ids.set(key, got);
  return known === undefined || known === got ? [] : [`${path}: ${key} was ${known}, is now ${got}`];
}

function idKind(object: Record<string, unknown>): string {
  if ('message_type' in object) return 'message';
  if ('uuid' in object || 'can_reply' in object) return 'conversation';
  if ('pubsub_token' in object && 'contact_id' in object) return 'contact inbox';
  if ('channel_type' in object) return 'inbox';
  if ('bot_type' in object || object['type'] === 'agent_bot') return 'bot';
  if ('token' in object) return 'token';
  if (Object.keys(object).length <= 2) return `named ${String(object['name'])}`;
  if (object['type'] === 'user') return 'agent';
  if ('file_type' in object) return 'attachment';
  if ('available_name' in object) return 'agent';
  return 'contact';
}

function same(recorded: unknown, got: unknown, path: string): string[] {
  const key = path.split('.').at(-1) ?? '';
  if (VOLATILE.has(key) || key === 'last_activity_at') return [];
  if (ZERO_OR_TIME.has(key) && typeof recorded === 'number')
    return (recorded === 0) === (got === 0) ? [] : [`${path}: ${String(got)}`];
  if (typeof recorded === 'string' && typeof got === 'string') {
    if (recorded.startsWith('<!DOCTYPE html>') && got.startsWith('<!DOCTYPE html>')) return [];
    if (recorded.endsWith(CUT)) return got.startsWith(recorded.slice(0, -1)) || key.endsWith('_url') ? [] : [path];
    if (SURVEY.test(recorded) && SURVEY.test(got)) return sameText(recorded, got, SURVEY, path);
    if (ISO.test(recorded) && ISO.test(got)) return [];
    if (key === 'name' && MADE_UP_NAME.test(recorded) && MADE_UP_NAME.test(got)) return [];
    if (key === 'source_id' && MADE_UP_SOURCE.test(recorded) && MADE_UP_SOURCE.test(got)) return [];
    if (key.endsWith('_url')) return lastPart(recorded) === lastPart(got) ? [] : [`${path}: ${got}`];
  }
  return Object.is(recorded, got) ? [] : [`${path}: recorded ${JSON.stringify(recorded)}, here ${JSON.stringify(got)}`];
}

function sameText(recorded: string, got: string, without: RegExp, path: string): string[] {
  return recorded.replace(without, '') === got.replace(without, '') ? [] : [`${path}: ${got}`];
}

const lastPart = (url: string) => url.split('/').at(-1);

function kind(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const CUT = '…';

/** A body cut off somewhere, closed so that it parses: what stood whole in it can be compared. */
export function repair(text: string): unknown {
  const begun = text.endsWith(CUT) ? text.slice(0, -1) : text;
  for (let end = begun.length; end > 0; end -= 1) {
    const closed = close(begun.slice(0, end));
    try {
      return JSON.parse(closed);
    } catch {
      // One character less: it ended inside a name, a number or a word.
    }
  }
  throw new Error('nothing of it can be read');
}

function close(text: string): string {
  const open: string[] = [];
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (inString && char === '\\') i += 1;
    else if (char === '"') inString = !inString;
    else if (inString) continue;
    else if (char === '{') open.push('}');
    else if (char === '[') open.push(']');
    else if (char === '}' || char === ']') open.pop();
  }
  const quoted = inString ? `${text}${CUT}"` : text;
  return quoted + open.reverse().join('');
}
