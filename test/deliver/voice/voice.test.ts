import { expect, onTestFinished, test } from 'vitest';
import type { Turn } from '../../../src/bots/bot.ts';
import { startSandboxLlm } from '../../../src/sandbox/llm/server.ts';
import { ana, openOffice, type OfficeOptions } from '../../listen/office.ts';
import { eventually } from '../../stack.ts';

const note = { name: 'voice.ogg', mime: 'audio/ogg', base64: Buffer.from('OggS some sound').toString('base64') };

/** A customer who sends voice notes, and a bot that says back what it heard. */
async function openHearing(environment: Record<string, string> = {}, given: OfficeOptions = {}) {
  const ear = await startSandboxLlm();
  const turns: Turn[] = [];
  const bot = {
    answer(turn: Turn) {
      turns.push(turn);
      return [{ do: 'reply' as const, text: turn.messages.map(({ text }) => `oí: ${text}`).join(' + ') }];
    },
  };
  const office = await openOffice({ bot, ...given, environment: { ...ear.speech, ...environment } });
  onTestFinished(async () => {
    await office.close();
    await ear.close();
  });
  const speaks = () => office.stack.sandbox.whatsapp.say({ waId: ana, name: 'Ana', file: note });
  /** What stands in Chatwoot, in its order: words, and how many files. */
  const desk = () =>
    office
      .conversation()
      ?.messages.map(({ content, attachments }) => `${content ?? ''}${attachments.length > 0 ? ' +file' : ''}`) ?? [];
  /** So many messages of the customer are in the ledger. */
  const kept = (count: number) =>
    eventually(async () => {
      const rows = await office.stack.service.store.db
        .selectFrom('messages')
        .select('id')
        .where('author', '=', 'customer')
        .execute();
      return rows.length === count;
    });
  return { ear, office, turns, speaks, desk, kept };
}

test('a voice note is text for the bot, and its words stand under it in Chatwoot, with the three variables alone', async () => {
  const { office, turns, speaks, desk, ear } = await openHearing();
  await speaks();
  const transcripts = () => desk().filter((text) => text.includes('📝 Transcripción automática'));
  // Under the note; on a machine that takes 10 s for it, behind it.
  await eventually(() => transcripts().length === 1 && desk().length >= 2);
  expect(office.phone()).toEqual(['oí: ¿Cuáles son los horarios?']);
  expect(turns[0]?.messages[0]).toMatchObject({ kind: 'text', voice: 'heard', text: '¿Cuáles son los horarios?' });
  expect(turns[0]?.messages[0]?.file?.type).toContain('audio/ogg');
  expect(desk()[0]).toContain(' +file');
  expect(transcripts()[0]).toContain(': ¿Cuáles son los horarios?');
  expect(ear.notes.length).toBe(1);
  // In the next turn it is remembered as what was said.
  await office.says('¿y los domingos?');
  await eventually(() => turns.length === 2);
  expect(turns[1]?.history[0]).toMatchObject({ kind: 'text', voice: 'heard', text: '¿Cuáles son los horarios?' });
});

test('a note and words beside it are one turn, which waits for the words of the note', async () => {
  const { ear, office, turns, speaks, kept } = await openHearing();
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  ear.ear = async () => {
    await opened;
    return 'quiero dos docenas';
  };
  await speaks();
  await office.says('para mañana');
  await kept(2);
  open();
  await eventually(() => office.phone().length === 1);
  expect(turns.map(({ messages }) => messages.map(({ text }) => text))).toEqual([
    ['quiero dos docenas', 'para mañana'],
  ]);
});

test('what cannot be heard stays what it is, the customer is asked to write, and at the second note a person comes', async () => {
  const { ear, office, turns, speaks, desk } = await openHearing();
  ear.quirks.add('no_format');
  await speaks();
  await eventually(() => office.phone().length === 1);
  expect(office.phone()[0]).toBe('No pude escuchar el audio. ¿Puede ser por escrito, por favor?');
  expect(turns).toEqual([]);
  await eventually(() => desk().length === 2);
  expect(desk()[0]).toBe(' +file');
  expect(await office.answeredBy('bot')).toBeTruthy();
  await speaks();
  await office.answeredBy('human');
  expect((await office.contact()).answered_reason).toBe('bot_handed_off');
});

test('words beside what could not be heard are answered, and it is asked for; a set text stands in its place', async () => {
  const { ear, office, turns, speaks, kept } = await openHearing({ STT_FAILED_TEXT: 'Escribilo, porfa.' });
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  ear.ear = async () => {
    await opened;
    return '';
  };
  await speaks();
  await office.says('hola');
  await kept(2);
  open();
  await eventually(() => office.phone().length === 2);
  expect(turns[0]?.messages.map(({ voice }) => voice)).toEqual(['unheard', undefined]);
  expect(office.phone()[1]).toBe('Escribilo, porfa.');
});

test('a server that fails once is asked again; each note is heard once', async () => {
  const { ear, office, speaks } = await openHearing();
  ear.faults.set([{ kind: 'fail_before', times: 1 }]);
  await speaks();
  await eventually(() => office.phone().length === 1);
  expect(office.phone()).toEqual(['oí: ¿Cuáles son los horarios?']);
  expect(ear.notes.length).toBe(1);
});

test('without STT_BASE_URL a note stays what it was', async () => {
  const { ear, office, turns, speaks } = await openHearing({ STT_BASE_URL: '', STT_MODEL: '', STT_API_KEY: '' });
  await speaks();
  await eventually(() => office.phone().length === 1);
  expect(turns[0]?.messages[0]).toMatchObject({ kind: 'media' });
  expect(turns[0]?.messages[0]).not.toHaveProperty('voice');
  expect(ear.notes).toEqual([]);
});
