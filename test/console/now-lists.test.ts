import { expect, test } from 'vitest';
import type { Now } from '../../src/console/now/shapes.ts';
import { openTroubledOffice } from './troubled/office.ts';

test('each figure of today opens the list of what it counts, on the day of the channel', async () => {
  // Late in the evening there, the next day already in UTC.
  const office = await openTroubledOffice(null, Date.parse('2026-03-11T02:30:00Z'));
  try {
    const ana = await office.desk.login('ana');
    const [main] = ((await (await ana.get('now')).json()) as Now).channels;
    const { day, today } = main!;
    const count = async (figure: string) => {
      const path = `reports/list?figure=${figure}&from=${day}&to=${day}&channel=main`;
      const page = (await (await ana.get(path)).json()) as { items: object[]; next: string | null };
      return page.next === null ? page.items.length : Number.NaN;
    };
    expect(today.received).toBeGreaterThan(2);
    expect({
      came: await count('came'),
      decided: await count('decided'),
      undecided: await count('undecided'),
      registered: await count('registered'),
      unregistered: await count('unregistered'),
    }).toEqual({
      ...{ came: today.received, decided: today.answered, undecided: today.waiting },
      registered: today.registeredOfReceived,
      unregistered: today.toRegister - today.registered,
    });
    // Of all channels one page, and no other behind it that is empty.
    const all = (await (await ana.get(`reports/list?figure=came&from=${day}&to=${day}`)).json()) as { next: unknown };
    expect(all.next).toBe(null);
  } finally {
    await office.close();
  }
});
