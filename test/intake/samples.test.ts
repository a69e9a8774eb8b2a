import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Service } from '../../src/service/open.ts';
import { parseJson } from '../../src/wire/json.ts';
import { readWebhook } from '../../src/whatsapp/read/webhook.ts';
import { eventually, startOn } from '../stack.ts';
import { arrivedAt, index, rawSample } from '../whatsapp/read/samples.ts';

let folder: string;
let service: Service;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-samples-'));
  service = await startOn({
    DATABASE_URL: `sqlite:${join(folder, 'test.db')}`,
    BOT: 'none',
    CHATWOOT_ENABLED: 'false',
    PORT: '0',
    LOG_LEVEL: 'silent',
  });
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const post = async (file: string) =>
  (
    await fetch(service.url + service.webhookPath, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array(rawSample(file)),
    })
  ).status;

test('every sample, posted twice: what it holds is in the ledger once, and no event failed', async () => {
  const { db } = service.store;
  const expected = new Set<string>();
  for (const { file, found } of index.cases) {
    expect([file, await post(file)]).toEqual([file, found === undefined && !parseJson(rawSample(file)).ok ? 400 : 200]);
    const parsed = parseJson(rawSample(file));
    if (!parsed.ok) continue;
    const { messages, echoes } = readWebhook(parsed.value, arrivedAt);
    for (const { wamid } of [...messages, ...echoes]) expected.add(wamid);
    // Nobody is named as its sender: kept raw, of no use to anybody.
    if (file.startsWith('160-')) continue;
    for (const { usable, id } of found?.messages ?? []) if (usable && id) expected.add(id);
  }
  for (const { file, found } of index.cases) if (found) await post(file);
  await eventually(
    async () => (await db.selectFrom('events').select('id').where('outcome', 'is', null).execute()).length === 0,
  );
  const outcomes = await db.selectFrom('events').select('outcome').distinct().execute();
  expect(outcomes).toEqual([{ outcome: 'read' }]);
  const rows = await db.selectFrom('messages').select('wamid').execute();
  expect(rows.map(({ wamid }) => wamid).sort()).toEqual([...expected].sort());
});
