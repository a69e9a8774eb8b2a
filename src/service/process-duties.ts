import { v7 } from 'uuid';
import { Digest } from '../intake/digest.ts';
import { strayHandler } from '../intake/strays.ts';
import { openNotifying, type Notifying } from '../notify/open.ts';
import type { Translated } from '../notify/words.ts';
import { aboutProvider } from '../providers/known.ts';
import type { Duty } from '../queue/duties.ts';
import { Worker } from '../queue/worker.ts';
import { NO_CHANNEL } from '../store/strays.ts';
import type { Channel } from './channel.ts';
import type { Channels } from './channels.ts';
import { dutyOf, stopAll } from './duty.ts';
import { openLettingGo } from './letting-go.ts';
import { openPruning } from './pruning.ts';
import { openReporting } from './reporting.ts';
import type { ProcessPart } from './registering.ts';
import { openWaiting } from './waiting.ts';

export interface ProcessDuties {
  all: Duty[];
  /** Events were kept. Nothing where another run reads them. */
  wakeDigest(): void;
  /** What came for a number that is no channel's is due. */
  wakeStrays(): void;
  /** Something is to be told to the operator of this channel. Nothing where another run tells it. */
  wakeNotify(channel: string): void;
}

/** What one run does for the whole ledger: reading events in the order they came, and looking after what is old or overdue. */
export function processDuties(part: ProcessPart, channels: Channels, translated: Translated): ProcessDuties {
  let notifying: Notifying | null = null;
  let digest: Digest | null = null;
  let strays: Worker | null = null;
  const reading = dutyOf('digest', () => {
    const own = new Digest({ ...part, channels });
    const hasNumber = (number: string) => channels.all.some(({ numberId }) => numberId === number);
    const handler = strayHandler({ hasNumber, onEvents: () => own.wake() });
    const ofStrays = { channelId: NO_CHANNEL, kind: 'digest', isWoken: true, limit: () => 1, handler } as const;
    const ownStrays = new Worker({ ...part, ...ofStrays });
    [digest, strays] = [own, ownStrays];
    own.wake();
    ownStrays.start();
    return Promise.resolve({
      async stop(given: boolean) {
        [digest, strays] = [null, null];
        await own.stop();
        await stopAll([ownStrays], given);
      },
    });
  });
  const keeping = dutyOf('ledger', () => {
    const [waiting, pruning, lettingGo, reporting] = [
      openWaiting(part, () => channels.all),
      openPruning(part),
      openLettingGo(part),
      openReporting(part, () => channels.all),
    ];
    const telling = openNotifying({ ...part, translated, newId: () => v7(), channels: () => channels.all.map(told) });
    notifying = telling;
    return Promise.resolve({
      async stop() {
        notifying = null;
        pruning.stop();
        await Promise.all([waiting.stop(), lettingGo.stop(), reporting.stop(), telling.stop()]);
      },
    });
  });
  return {
    all: [reading, keeping],
    wakeDigest: () => digest?.wake(),
    wakeStrays: () => strays?.wake(),
    wakeNotify: (name) => notifying?.wake(name),
  };
}

/** What is told of a channel, and by its number where that can send. */
const told = ({ name, settings, log, parked, provider }: Channel) => {
  const { provider: word, values } = settings.whatsapp;
  return { name, settings, log, parked, provider: aboutProvider(word).callsTo(values) === null ? null : provider };
};
