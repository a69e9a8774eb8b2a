import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { body, text } from '../intake/inbound.ts';
import { eventually } from '../stack.ts';

const MESSAGES = 1_500;
const KILLS = 3;

let child: ChildProcess | null = null;
afterEach(() => void child?.kill('SIGKILL'));

test('killed between the pieces of one large body: each message once, in order', { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-body-'));
  const file = join(folder, 'body.db');
  const start = async () => {
    const env = {
      PATH: process.env['PATH'],
      DATABASE_URL: `sqlite:${file}`,
      PORT: '0',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    };
    const started = fork(join(import.meta.dirname, 'service-child.ts'), { env });
    child = started;
    return await new Promise<string>((resolve) => started.once('message', (url) => resolve(url as string)));
  };
  const kill = async () => {
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGKILL');
    await gone;
  };
  const url = await start();
  const ledger = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  const written = () => (ledger.prepare('select count(*) as n from messages').get() as { n: number }).n;
  try {
    const said = Array.from({ length: MESSAGES }, (_, n) => `dicho ${n}`);
    const messages = said.map((it, n) => text(`wamid.${n}`, it, { from: `54911555${50_000 + (n % 50)}` }));
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body({ messages })),
    });
    expect(answer.status).toBe(200);
    const at: number[] = [];
    for (let n = 0; n < KILLS; n++) {
      await eventually(() => written() > (at.at(-1) ?? 0) + 100);
      await kill();
      at.push(written());
      await start();
    }
    // Really in the middle.
    expect(at[0]).toBeLessThan(MESSAGES);
    await eventually(() => written() === MESSAGES, 60_000);
    await eventually(() => ledger.prepare("select id from events where outcome = 'read'").get() !== undefined);
    const rows = ledger.prepare('select text from messages order by rowid').all() as { text: string }[];
    expect(rows.map((row) => row.text)).toEqual(said);
  } finally {
    ledger.close();
    await kill();
    rmSync(folder, { recursive: true, force: true });
  }
});
