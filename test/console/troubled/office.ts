import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixes } from '../../../src/chatwoot/failures/fixes.ts';
import { consoleTools } from '../../../src/cli/console-tools.ts';
import { readSettings } from '../../../src/config.ts';
import type { ConsoleChannel } from '../../../src/console/context.ts';
import { openProvider } from '../../../src/providers/open.ts';
import { providerWords } from '../../../src/providers/known.ts';
import { nowhere } from './nowhere.ts';
import { emptyStore, type TestStore } from '../../store/databases.ts';
import { fill } from './ledger.ts';
import { addPerson, openDesk, type ConsoleDesk } from '../desk.ts';

/** A console over an office in which everything that can be wrong is wrong, somewhere. */
export interface TroubledOffice {
  ledger: TestStore;
  desk: ConsoleDesk;
  faq: string;
  close(): Promise<void>;
}

export async function openTroubledOffice(webDist: string | null = null, now = Date.now()): Promise<TroubledOffice> {
  const ledger = await emptyStore();
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-troubled-'));
  const faq = join(folder, 'faq.md');
  writeFileSync(faq, readFileSync(join(import.meta.dirname, '../../../examples/faq.md')));
  // Nobody listens there: what `check` tries fails at once.
  const deaf = await nowhere();
  const environment = {
    ...{ D360_API_KEY: 'key-of-the-number-1', D360_BASE_URL: deaf, CHATWOOT_ENABLED: 'true', CHATWOOT_URL: deaf },
    ...{ CHATWOOT_INBOX_ID: 'EXAMPLEinbox', CHATWOOT_ACCOUNT_ID: '3', CHATWOOT_USER_TOKEN: 'a-token-of-tests' },
    ...{
      BOT: 'faq',
      BOT_FAQ: faq,
      BUSINESS_TIMEZONE: 'America/Argentina/Buenos_Aires',
      DATABASE_URL: ledger.url,
      UI_LANGUAGE: 'es',
    },
  };
  const settings = readSettings(environment);
  const base = {
    ...{ settings, webhookSecret: 'secret-of-the-door-1', digest: { register: 'off' } as ConsoleChannel['digest'] },
    ...{ provider: await openProvider(settings.whatsapp), onJobs: () => undefined },
  };
  const channels: ConsoleChannel[] = [
    {
      ...{ ...base, name: 'main', parked: null, cable: 'deaf' },
      targets: [
        {
          name: 'chatwoot',
          rest: {
            until: now + 60_000,
            reason: 'Chatwoot, GET /inbox: answered 503',
            fix: fixes.serverFault,
          } as never,
        },
      ],
    },
    {
      ...{ ...base, name: 'ventas', cable: 'off', targets: [] },
      parked: {
        reason: '360dialog refuses the key (D360_API_KEY): 360dialog answered 401: Invalid api key',
        fix: providerWords('360dialog').keyFix.en,
      },
    },
  ];
  const desk = await openDesk(ledger.store, {
    webDist,
    channels: () => channels,
    tools: consoleTools(() => environment, ledger.store),
    openAnew: () => Promise.resolve(),
  });
  desk.now.at = now;
  await addPerson(ledger.store, 'ana', 'operate');
  await addPerson(ledger.store, 'beto', 'see');
  await ledger.store.write((tx) => fill(tx, desk.now.at));
  return {
    ...{ ledger, desk, faq },
    close: async () => {
      desk.stop.abort();
      await desk.console.close();
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
