import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { sharedDatabase } from '../store/databases.ts';
import { eventually } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';
import { startDying } from './dying-service.ts';

/** The moments at which the process dies, and what the customer is told. */
const moments = ['answer kept', 'between tools', 'knows: amid', 'blind: amid', 'before the commit'];

test(
  'killed at every moment of a turn: one answer, the model asked once, each tool once',
  { timeout: 300_000 },
  async () => {
    const database = await sharedDatabase.make();
    const sandbox = await startSandbox();
    const world = await mkdtemp(join(tmpdir(), 'turn-crash-'));
    const service = await startDying({
      script: 'turn-child.ts',
      diesByItself: true,
      onAddress: (url) => sandbox.setWebhook(url),
      environment: {
        ...sandbox.settings,
        DATABASE_URL: database.url,
        WORLD: world,
        BOT_WAIT: '0',
        UNCLEAR_SEND_WAIT: '1',
        LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
      },
    });
    const told = (n: number) =>
      sandbox.whatsapp.sent
        .filter(({ to }) => to === personNumber(n))
        .map(({ body }) => (body['text'] as { body: string }).body);
    // One after the other: each dies at its own moment, and at nobody else's.
    for (const [n, moment] of moments.entries()) {
      await deliver(service.url, textWebhook(personNumber(n), `wamid.turn.${n}`, moment));
      await eventually(() => told(n).length > 0, 240_000);
    }
    await service.stop();
    expect(service.deaths()).toBe(moments.length);
    expect(moments.map((_, n) => told(n))).toEqual(
      moments.map((moment) => [moment === 'blind: amid' ? `person: ${moment}` : `re: ${moment}`]),
    );
    const seen = (await readFile(join(world, 'seen'), 'utf8')).trim().split('\n');
    for (const moment of moments) {
      const name = moment.split(/[: ]/)[0];
      const of = seen.filter((line) => line.split(' ')[1] === name).map((line) => line.split(' '));
      expect(
        of.filter(([what]) => what === 'model'),
        moment,
      ).toHaveLength(1);
      const runs = of.filter(([what]) => what === 'tool').map(([, , index, key]) => `${index} ${key}`);
      // The tool that knows its keys is asked again by the same one.
      if (moment === 'knows: amid') expect(new Set(runs).size).toBe(2);
      else
        expect(
          runs.map((run) => run.split(' ')[0]),
          moment,
        ).toEqual(['0', '1']);
    }
    await sandbox.close();
    await database.remove();
    await rm(world, { recursive: true });
  },
);
