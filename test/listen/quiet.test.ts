import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { ana, begun, openOffice, wait, type Office } from './office.ts';

const environment = { HANDOFF_TEXT: '' };
let office: Office;
afterEach(async () => await office.close());

describe('quiet', () => {
  const hour = 3_600_000;
  let now = 0;
  const clock = { now: () => Date.now() + now };
  beforeEach(() => (now = 0));
  const start = async (more: Record<string, string> = {}) => {
    office = await openOffice({
      environment: { ...environment, HANDOFF_QUIET_HOURS: '1', ...more },
      given: { clock, listenTimes: { sweep: { calmMs: 300, alertMs: 300 } } },
    });
    await begun(office);
    await office.act('answer', { text: 'hola' });
    await eventually(() => office.phone().includes('hola'));
  };

  test('for the hours set, after an answer: the bot answers again', async () => {
    await start();
    now = 2 * hour;
    await office.says('¿siguen?', ana, clock.now());
    await eventually(() => office.phone().includes('re: ¿siguen?'));
  });

  test('never while the customer waits', async () => {
    await start();
    await office.says('¿y esto?', ana, clock.now());
    await eventually(() => office.desk().some((it) => it.text === '¿y esto?'));
    now = 2 * hour;
    await office.says('¿siguen?', ana, clock.now());
    await eventually(() => office.desk().some((it) => it.text.includes('¿siguen?')));
    await wait(300);
    expect(office.phone()).toEqual(['re: hola', 'hola']);
  });

  test('nor where an agent only wrote a command after what the customer asked', async () => {
    await start({ CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_USER_TOKEN: 'admin-token' });
    await office.says('¿y esto?', ana, clock.now());
    await eventually(() => office.desk().some((it) => it.text === '¿y esto?'));
    await office.act('note', { text: '/bot off' });
    await office.act('answer', { text: 'ya vemos' });
    await eventually(() => office.phone().includes('ya vemos'));
    await office.says('¿y?', ana, clock.now());
    await office.act('note', { text: '/bot off' });
    await eventually(async () => {
      const rows = await office.stack.service.store.db.selectFrom('messages').select('kind').execute();
      return rows.filter((it) => it.kind === 'command').length === 2;
    });
    now = 2 * hour;
    await office.says('¿siguen?', ana, clock.now());
    await eventually(() => office.desk().some((it) => it.text.includes('¿siguen?')));
    await wait(300);
    expect(office.phone()).toEqual(['re: hola', 'hola', 'ya vemos']);
  });
});
