import { expect, test } from 'vitest';
import { knownThere } from '../../../src/whatsapp/made-id.ts';
import { cleanNumber, isBsuid } from '../../../src/whatsapp/numbers.ts';
import { parseJson } from '../../../src/wire/json.ts';
import type { Content } from '../../../src/whatsapp/types.ts';
import { readWebhook } from '../../../src/whatsapp/read/webhook.ts';
import { arrivedAt, index, rawSample, type Case } from './samples.ts';

const kinds: Record<string, Content['kind'][]> = {
  text: ['text'],
  image: ['media'],
  audio: ['media'],
  video: ['media'],
  document: ['media'],
  sticker: ['media'],
  location: ['location'],
  contacts: ['contacts'],
  interactive: ['choice', 'form'],
  button: ['choice'],
  reaction: ['reaction'],
  order: ['order'],
  system: ['system'],
  edit: ['edit'],
  revoke: ['revoke'],
  unsupported: ['unsupported'],
  unknown: ['unsupported'],
  telepathy: ['unsupported'],
};

/** Broken in themselves: they stay visible as unsupported. */
const broken = ['036', '148', '149', '150', '152'];
const noSender = ['160'];
const states: Record<string, string> = {
  played: 'read',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
};

const jsonCases = index.cases.filter(
  (item): item is Case & { found: NonNullable<Case['found']> } => item.found !== undefined,
);

test('every sample of the index is there', () => {
  expect(jsonCases.length).toBeGreaterThanOrEqual(128);
});

test.each(jsonCases.map((item) => [item.file, item] as const))('%s', (file, { found }) => {
  const parsed = parseJson(rawSample(file));
  if (!parsed.ok) throw new Error('not JSON');
  const content = readWebhook(parsed.value, arrivedAt);

  const wanted = found.messages.filter(({ id }) => id !== null && id !== '' && !noSender.includes(file.slice(0, 3)));
  const told = content.messages.filter(({ wamid }) => knownThere(wamid) !== null);
  expect(told.map(({ wamid }) => wamid).sort()).toEqual(wanted.map(({ id }) => id).sort());
  for (const want of wanted) {
    const got = content.messages.find(({ wamid }) => wamid === want.id);
    if (want.type === null || broken.includes(file.slice(0, 3))) expect(got?.content.kind).toBe('unsupported');
    else expect(kinds[want.type]).toContain(got?.content.kind);
    if (want.from !== null) {
      if (isBsuid(want.from)) expect(got?.sender).toMatchObject({ waId: null, bsuid: want.from });
      else expect(got?.sender.waId).toBe(cleanNumber(want.from));
    }
    if (want.fromUserId !== null) expect(got?.sender.bsuid).toBe(want.fromUserId);
    expect(got?.sender.waId ?? got?.sender.bsuid).toBeTruthy();
    if (found.flat) expect(got?.phoneNumberId).toBeNull();
  }
  // Not usable: either passed over by name, or shown as unsupported; never silently gone.
  for (const { usable, id } of found.messages) {
    if (usable) continue;
    const shown = content.messages.some(({ wamid, content: said }) => wamid === id && said.kind === 'unsupported');
    expect(shown || content.ignored.includes('message without id')).toBe(true);
  }

  const known = found.statuses.filter(({ status }) => status in states);
  expect(content.statuses.map(({ wamid, state }) => [wamid, state])).toEqual(
    known.map(({ id, status }) => [id, states[status]]),
  );

  const news = found.otherFields.filter((field) => field === 'account_update').length;
  expect(content.alerts).toHaveLength(found.errors + news);
  const echoes = found.otherFields.filter((field) => field === 'smb_message_echoes').length;
  expect(content.echoes).toHaveLength(echoes);
  for (const field of found.otherFields) {
    // News of the person, to which we give an id.
    if (field === 'user_preferences') expect(content.messages.length).toBeGreaterThan(told.length);
    else if (field !== 'account_update' && field !== 'smb_message_echoes') expect(content.ignored).toContain(field);
  }

  // Whatever is handed on can be stored: as JSON, and as text of a database that knows no NUL and no lone surrogate.
  expect(JSON.stringify(content.messages).isWellFormed()).toBe(true);
  for (const { content: said } of content.messages) expect(JSON.stringify(said)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
});
