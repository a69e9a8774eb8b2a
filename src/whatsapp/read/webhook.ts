import { cutText } from '../../text.ts';
import { id, list, record, text, type Rec } from '../../wire/read.ts';
import { isAccountField, readAccountNews } from './account.ts';
import { readEcho } from './echo.ts';
import { readErrors } from './failed.ts';
import { readMessage } from './message.ts';
import { readPreference } from './preferences.ts';
import { cleanNumber } from '../numbers.ts';
import { readPeople } from './sender.ts';
import { readStatus } from './status.ts';
import { readTime } from './time.ts';
import type { Echo, Inbound, StatusUpdate, WebhookContent } from '../types.ts';

/**
 * Reads one webhook body, already parsed as JSON: the nested shape (`entry[].changes[].value`) and the flat
 * one of 360dialog's sandbox. Never throws, whatever the value: what cannot be used is named in `ignored`, and costs only itself.
 *
 * @param arrivedAt milliseconds since 1970; stands in for missing and absurd timestamps.
 *
 * @example
 * const { messages } = readWebhook(JSON.parse(body), Date.now());
 */
export function readWebhook(body: unknown, arrivedAt: number): WebhookContent {
  const { messages, statuses, echoes, ignored, ...told } = listWebhook(body, arrivedAt);
  const each = <T extends object>(parts: Part<T>[]) =>
    parts.flatMap((part) => {
      const read = part();
      if (typeof read !== 'string') return [read];
      ignored.push(read);
      return [];
    });
  return { messages: each(messages), echoes: each(echoes), statuses: each(statuses), ...told, ignored };
}

/** One part of a body, read when its turn comes. A text says why it cannot be used. Never throws. */
export type Part<T extends object> = () => T | string;

/** A body of which the parts are known and not read yet: to read tens of thousands takes longer than anybody should wait. */
export interface WebhookParts extends Pick<WebhookContent, 'alerts' | 'ignored'> {
  messages: Part<Inbound>[];
  echoes: Part<Echo>[];
  statuses: Part<StatusUpdate>[];
}

/** As `readWebhook`, but for the reading of the parts. Their order is the same each time. */
export function listWebhook(body: unknown, arrivedAt: number): WebhookParts {
  const content: Listed = { messages: [], statuses: [], echoes: [], alerts: [], ignored: [] };
  guarded('body', content, () => readBody(body, arrivedAt, content));
  // Within one body the order of the list is not the order of speaking. The sort is stable: equal times keep theirs.
  content.messages.sort((a, b) => a.saidAt - b.saidAt);
  return { ...content, messages: content.messages.map(({ part }) => part) };
}

type Listed = Omit<WebhookParts, 'messages'> & { messages: { saidAt: number; part: Part<Inbound> }[] };

function readBody(value: unknown, arrivedAt: number, content: Listed): void {
  const body = record(value);
  if (!body) return passOver(content, 'body is no object');
  // Pages, Instagram and others send the same envelope, and may have the same app behind them.
  const object = body.object ?? 'whatsapp_business_account';
  if (object !== 'whatsapp_business_account') return passOver(content, `object ${text(object) ?? typeof object}`);
  if (!('entry' in body)) return readWithoutEntry(body, arrivedAt, content);
  if (!Array.isArray(body.entry)) return passOver(content, 'entry is no list');
  for (const entry of list(body.entry)) {
    for (const item of list(record(entry)?.changes)) {
      const change = record(item);
      if (change) guarded('change', content, () => readChange(change, arrivedAt, content));
      else passOver(content, 'change is no object');
    }
  }
}

/** The sandbox sends the value itself. 360dialog's partner envelope (`{ id, event, data }`) is not for us. */
function readWithoutEntry(body: Rec, arrivedAt: number, content: Listed): void {
  if (Array.isArray(body.messages) || Array.isArray(body.statuses) || Array.isArray(body.errors)) {
    return readValue(body, arrivedAt, content);
  }
  passOver(content, text(body.event) ?? 'body without entry');
}

function readChange(change: Rec, arrivedAt: number, content: Listed): void {
  const value = record(change.value);
  // The field must be looked at: `calls` has a list of statuses as well. Only messages are unmistakable without it.
  const field = text(change.field) ?? (Array.isArray(value?.messages) ? 'messages' : 'change without field');
  if (isAccountField(field)) content.alerts.push(readAccountNews(field, value));
  else if (!numberFields.has(field)) passOver(content, field);
  else if (!value) passOver(content, `${field} without value`);
  else if (field === 'user_preferences') readPreferences(value, arrivedAt, content);
  else if (field === 'messages') readValue(value, arrivedAt, content);
  else readEchoes(value, arrivedAt, content);
}

/** Fields that are news of one number. */
const numberFields = new Set(['messages', 'smb_message_echoes', 'user_preferences']);

const numberOf = (value: Rec): string | null => id(record(value.metadata)?.phone_number_id);

function readPreferences(value: Rec, arrivedAt: number, content: Listed): void {
  const around = { phoneNumberId: numberOf(value), people: readPeople(value.contacts), arrivedAt };
  for (const item of list(value.user_preferences)) {
    const saidAt = readTime(record(item)?.timestamp, arrivedAt);
    content.messages.push({ saidAt, part: part('preference', () => readPreference(item, around)) });
  }
}

function readValue(value: Rec, arrivedAt: number, content: Listed): void {
  const metadata = record(value.metadata);
  const around = {
    phoneNumberId: numberOf(value),
    ownNumber: cleanNumber(metadata?.display_phone_number),
    people: readPeople(value.contacts),
    arrivedAt,
  };
  for (const item of list(value.messages)) {
    const saidAt = readTime(record(item)?.timestamp, arrivedAt);
    content.messages.push({ saidAt, part: part('message', () => readMessage(item, around)) });
  }
  for (const item of list(value.statuses)) content.statuses.push(part('status', () => readStatus(item, arrivedAt)));
  content.alerts.push(...readErrors(value.errors));
}

function readEchoes(value: Rec, arrivedAt: number, content: Listed): void {
  const people = readPeople(value.contacts);
  for (const item of list(value.message_echoes))
    content.echoes.push(part('echo', () => readEcho(item, people, arrivedAt)));
}

/** One part that fails, for a reason nobody thought of, must not cost its neighbours. */
const part =
  <T extends object>(what: string, read: () => T | string): Part<T> =>
  () => {
    try {
      const got = read();
      return typeof got === 'string' ? cutText(got, 80) : got;
    } catch (error) {
      return couldNot(what, error);
    }
  };

function guarded(what: string, content: Listed, read: () => void): void {
  try {
    read();
  } catch (error) {
    passOver(content, couldNot(what, error));
  }
}

const couldNot = (what: string, error: unknown): string =>
  `${what} could not be read: ${error instanceof Error ? error.name : 'error'}`;

function passOver(content: Pick<Listed, 'ignored'>, why: string): void {
  content.ignored.push(cutText(why, 80));
}
