import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { ledger, sharedDatabase } from '../store/databases.ts';
import { expectAllOnceInOrder, talk } from '../traffic.ts';
import { startDying } from './dying-service.ts';

// What a database adds shows with fewer.
const [KILLS, PEOPLE, EACH] = ledger === 'postgres' ? [6, 8, 8] : [20, 20, 25];

test(
  `killed ${KILLS} times in the middle of ${PEOPLE * EACH} exchanges: none lost, none doubled, in order`,
  { timeout: 600_000 },
  async () => {
    const database = await sharedDatabase.make();
    const sandbox = await startSandbox({
      chatwoot: { messagesPerMinute: 100_000, latencyMs: 5 },
      whatsapp: { latencyMs: 5, redeliverMs: 100, longestRedeliverMs: 1_000, webhookTries: Infinity },
    });
    const service = await startDying({
      script: 'service-child.ts',
      onAddress: (url) => sandbox.setWebhook(url),
      environment: {
        ...sandbox.settings,
        DATABASE_URL: database.url,
        CHATWOOT_TIMEOUT: '0.5',
        CHATWOOT_CONCURRENCY: '8',
        // Between two kills there are moments: a status may need several of them to arrive.
        UNCLEAR_SEND_WAIT: '15',
        BOT_WAIT: '0',
        BOT_PER_HOUR: '0',
        LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
      },
    });
    let talking = true;
    const talked = talk(service.url, PEOPLE, EACH).finally(() => (talking = false));
    // Looked at below; until then a failure is not unhandled.
    talked.catch(() => undefined);
    // At moments that no step of the work can foresee.
    for (let n = 0; n < KILLS; n++) {
      await new Promise((resolve) => setTimeout(resolve, 60 + Math.random() * 400));
      await service.kill();
      await service.start();
    }
    expect(service.deaths()).toBe(KILLS);
    await talked;
    expect(talking).toBe(false);
    await expectAllOnceInOrder(sandbox, PEOPLE, EACH);
    await service.kill();
    await sandbox.close();
    await database.remove();
  },
);
