import { expect, test } from 'vitest';
import { openExposition } from '../../src/observe/exposition.ts';
import { addMeter, called, count, took } from '../../src/observe/meter.ts';

const samplesOf = async (shown: ReturnType<typeof openExposition>, name: string): Promise<string[]> =>
  (await shown.text()).split('\n').filter((line) => line.startsWith(name));

test('counters add up by their labels, durations are counted with all that took less, and nothing after it was closed', async () => {
  const shown = openExposition();
  const close = addMeter(shown.meter);
  count('optiatiende_messages_total', { channel: 'shop', author: 'agent' });
  count('optiatiende_messages_total', { author: 'agent', channel: 'shop' }, 2);
  count('optiatiende_messages_total', { channel: 'a"b\\c\nd', author: 'customer' });
  for (const seconds of [0.002, 0.03, 300]) took('optiatiende_bot_request_seconds', { bot: 'faq' }, seconds);
  called('whatsapp', 429, performance.now());
  called('whatsapp', null, performance.now());
  close();
  count('optiatiende_messages_total', { channel: 'shop', author: 'agent' });

  expect(await samplesOf(shown, 'optiatiende_messages_total')).toEqual([
    'optiatiende_messages_total{channel="shop",author="agent"} 3',
    'optiatiende_messages_total{channel="a\\"b\\\\c\\nd",author="customer"} 1',
  ]);
  const bot = await samplesOf(shown, 'optiatiende_bot_request_seconds');
  const of = (le: string) => bot.find((line) => line.includes(`le="${le}"`))?.split(' ')[1];
  expect(['0.002', '0.025', '0.05', '120', '+Inf'].map(of)).toEqual(['1', '1', '2', '2', '3']);
  expect(bot.slice(-2)).toEqual([
    'optiatiende_bot_request_seconds_sum{bot="faq"} 300.032',
    'optiatiende_bot_request_seconds_count{bot="faq"} 3',
  ]);
  expect(await samplesOf(shown, 'optiatiende_whatsapp_requests_total')).toEqual([
    'optiatiende_whatsapp_requests_total{outcome="4xx"} 1',
    'optiatiende_whatsapp_requests_total{outcome="none"} 1',
  ]);
});

test('what is not told apart is shown before it happens: a rate from its first time on needs the zero', async () => {
  const shown = openExposition();
  expect(await samplesOf(shown, 'optiatiende_turn_seconds_count')).toEqual(['optiatiende_turn_seconds_count 0']);
});
