import { expect, test } from 'vitest';
import { fixGaps } from '../../src/audit/fix.ts';
import { act } from '../media/people.ts';
import { ana, begun, openOffice, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';
import { audited, gapsOf, settled } from './audited.ts';

const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token', CHATWOOT_USER_TOKEN: 'admin-token' };

async function withOffice(environment: Record<string, string>, work: (office: Office) => Promise<void>): Promise<void> {
  const office = await openOffice({ environment, cable: environment['CHATWOOT_CABLE'] !== 'false' });
  try {
    await begun(office);
    await work(office);
  } finally {
    await office.close();
  }
}

function lose(office: Office, text: string): void {
  const { state } = office.stack.sandbox.chatwoot;
  for (const list of [state.messages as { content: string | null }[], office.conversation()?.messages ?? []]) {
    const at = list.findIndex(({ content }) => content === text);
    (list as unknown[]).splice(at, 1);
  }
}

test('with tokens: notes, commands and lines of Chatwoot’s own are no gaps, and the bot’s words are looked for as its own', async () => {
  await withOffice(tokens, async (office) => {
    await eventually(async () => (await office.cable()) === 'on');
    await office.act('answer', { text: 'soy Ana' });
    await office.answeredBy('human');
    await office.act('note', { text: 'es de confianza' });
    await office.act('note', { text: '/bot on' });
    await office.answeredBy('bot');
    await office.says('¿y mañana?');
    await eventually(() => office.phone().length === 3);
    await settled(office.stack);
    expect(await gapsOf(office.stack, await audited(office.stack))).toEqual([]);
    lose(office, 're: ¿y mañana?');
    const report = await audited(office.stack);
    expect(await gapsOf(office.stack, report)).toEqual(['missing: re: ¿y mañana?']);
    await fixGaps(office.stack.service.store, report.gaps, Date.now());
    await settled(office.stack);
    expect(office.desk().at(-1)).toMatchObject({
      type: 1,
      sender: 'agent_bot',
      text: expect.stringMatching(/^🕒 .*\nre: ¿y mañana\?$/),
    });
    expect(await gapsOf(office.stack, await audited(office.stack))).toEqual([]);
  });
});

test('an agent’s words that nobody heard are named, and neither sent nor registered by --fix', async () => {
  await withOffice({ CHATWOOT_CABLE: 'false', SWEEP_REQUESTS_PER_MINUTE: '0' }, async (office) => {
    await settled(office.stack);
    await office.act('answer', { text: 'nadie me oye' });
    await office.act('note', { text: 'una nota' });
    const report = await audited(office.stack);
    const said = office.desk().find(({ text }) => text === 'nadie me oye')?.id;
    expect(report.gaps).toMatchObject([
      { kind: 'unheard', there: [said], person: ana, author: 'agent', next: 'again' },
    ]);
    const sent = office.stack.sandbox.whatsapp.sent.length;
    expect(await fixGaps(office.stack.service.store, report.gaps, Date.now())).toEqual([]);
    expect(office.stack.sandbox.whatsapp.sent.length).toBe(sent);
  });
});

test('a message that an agent deleted there is no gap', async () => {
  await withOffice({}, async (office) => {
    await settled(office.stack);
    const [first] = office.desk();
    await act(office.stack, {
      conversation: office.conversation()?.id ?? 0,
      action: 'delete',
      message: first?.id ?? 0,
    });
    expect((await audited(office.stack)).gaps).toEqual([]);
  });
});

test('a picture that is missing there is fetched from WhatsApp anew, and follows its text', async () => {
  await withOffice({}, async (office) => {
    const { whatsapp } = office.stack.sandbox;
    await whatsapp.say({ waId: ana, name: 'Ana', file: { name: 'a.jpg', mime: 'image/jpeg', base64: '/9j/4AAQ' } });
    const pictures = () => (office.conversation()?.messages ?? []).filter(({ attachments }) => attachments.length > 0);
    await eventually(() => pictures().length === 1);
    await settled(office.stack);
    const { db } = office.stack.service.store;
    await eventually(
      async () => (await db.selectFrom('files').select('id').where('kept', '>', 0).execute()).length === 0,
    );
    const { state } = office.stack.sandbox.chatwoot;
    const lost = pictures()[0];
    for (const list of [state.messages as unknown[], office.conversation()?.messages as unknown[]])
      list.splice(list.indexOf(lost), 1);
    const report = await audited(office.stack);
    expect(report.gaps.map(({ kind }) => kind)).toEqual(['missing']);
    await fixGaps(office.stack.service.store, report.gaps, Date.now());
    await eventually(() => pictures().length === 1);
    await settled(office.stack);
    expect(pictures()).toHaveLength(1);
    expect((await audited(office.stack)).gaps).toEqual([]);
  });
});
