import type { ConsoleChannel } from '../../src/console/context.ts';
import { readSettings, type Settings } from '../../src/config.ts';
import { openProvider } from '../../src/providers/open.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { addPerson, openDesk, type Browser, type ConsoleDesk } from './desk.ts';

/** A console over an empty ledger with one channel, and two people in front of it. */
export interface Office {
  ledger: TestStore;
  desk: ConsoleDesk;
  settings: Settings;
  /** How often work was said to be there. */
  woken: () => number;
  /** Channels that were opened anew. */
  opened: string[];
  operator: Browser;
  onlooker: Browser;
  close(): Promise<void>;
}

export async function openOffice(
  environment: Record<string, string> = {},
  webDist: string | null = null,
): Promise<Office> {
  const ledger = await emptyStore();
  const settings = readSettings({ D360_API_KEY: 'key-of-the-number-1', ...environment });
  let woken = 0;
  const opened: string[] = [];
  const channel: ConsoleChannel = {
    ...{ name: 'main', settings, parked: null, cable: 'off', targets: [], webhookSecret: 'secret-of-the-door-1' },
    provider: await openProvider(settings.whatsapp),
    digest: { register: 'off' } as ConsoleChannel['digest'],
    onJobs: () => void (woken += 1),
  };
  await addPerson(ledger.store, 'ana', 'operate');
  await addPerson(ledger.store, 'beto', 'see');
  const desk = await openDesk(ledger.store, {
    webDist,
    channels: () => [channel],
    openAnew: (name) => Promise.resolve(void opened.push(name)),
  });
  const [operator, onlooker] = [await desk.login('ana'), await desk.login('beto')];
  const close = async () => {
    desk.stop.abort();
    await desk.console.close();
    await ledger.close();
  };
  return { ledger, desk, settings, woken: () => woken, opened, operator, onlooker, close };
}
