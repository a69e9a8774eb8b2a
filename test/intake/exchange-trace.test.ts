import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../src/config.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { startService } from '../../src/service/open.ts';
import { readTraceparent } from '../../src/wire/trace-parent.ts';
import { eventually } from '../stack.ts';
import { sharedDatabase } from '../store/databases.ts';
import { ana, ask, TOKEN } from './api.ts';

const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('a traceparent is kept with the exchange, and stands in each line that tells of it', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const database = await sharedDatabase.make();
  onTestFinished(() => database.remove());
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });
  const environment = { ...sandbox.settings, DATABASE_URL: database.url, PORT: '0', API_TOKEN: TOKEN };
  const service = await startService({ settings: readSettings(environment), log });
  onTestFinished(() => service.stop());

  const traced = await ask(service, '/api/exchanges?wait=60', { body: ana, headers: { traceparent: TRACE } });
  const plain = await ask(service, '/api/exchanges?wait=60', { body: ana, headers: { traceparent: 'none' } });
  const { id } = traced.json as { id: string };
  const of = (exchange: unknown, text: string) =>
    lines.filter((line) => line['exchange'] === exchange && line['msg'] === text).map((line) => line['traceparent']);
  await eventually(() => of(id, 'registered in Chatwoot').length === 2);
  expect([of(id, 'exchange received'), of(id, 'registered in Chatwoot')]).toEqual([[TRACE], [TRACE, TRACE]]);
  const { id: other } = plain.json as { id: string };
  await eventually(() => of(other, 'registered in Chatwoot').length === 2);
  expect(of(other, 'registered in Chatwoot')).toEqual([undefined, undefined]);
  const kept = await service.store.db.selectFrom('messages').select('payload').where('exchange_id', '=', id).execute();
  expect(kept.map(({ payload }) => (JSON.parse(payload) as { traceparent?: string }).traceparent)).toEqual([
    TRACE,
    TRACE,
  ]);
});

test.each([
  [TRACE, TRACE],
  [` ${TRACE}`, TRACE],
  [undefined, null],
  ['', null],
  [TRACE.toUpperCase(), null],
  [TRACE.replace('00-', 'ff-'), null],
  [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, null],
  [`00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`, null],
  [`${TRACE}-more`, null],
  [`${TRACE}\nx`, null],
])('the header %j is read as %j', (header, read) => {
  expect(readTraceparent(header)).toBe(read);
});
