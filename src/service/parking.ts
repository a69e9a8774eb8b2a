import { pause } from '../clock.ts';
import { ChatwootRefused } from '../chatwoot/failures/refusal.ts';
import { applicationVerdict } from '../chatwoot/failures/application-failure.ts';
import { registerVerdict } from '../chatwoot/failures/failure.ts';
import { reasonOf, Refused } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Provider } from '../providers/provider.ts';
import type { Target } from '../targets/target.ts';
import type { ChatwootClients } from './chatwoot-clients.ts';

/** Why nothing of a channel is sent or registered, and what its operator can do. */
export interface Parked {
  reason: string;
  fix: string;
}

/** What to do where a channel cannot be opened as its settings say. */
export const NOT_OPENED = 'Correct it, then `optiatiende reload`.';

/** While it is parked it is looked at again this often, else so often. Milliseconds. */
const PARKED_MS = 60_000;
const CALM_MS = 5 * 60_000;
/** A start waits no longer for another side that hangs. Milliseconds. */
const FIRST_LOOK_MS = 2_000;

export interface ParkingOptions {
  /** Null where nothing is sent. */
  provider: Provider | null;
  clients: ChatwootClients | null;
  targets: Target[];
  log: Log;
}

/**
 * Looks whether a channel's keys, tokens and inbox are taken. Where one surely is not, nothing is sent or registered until it is mended;
 * what people write is received all the same. Told once for each change.
 */
export class Parking {
  readonly #options: ParkingOptions;
  #parked: Parked | null = null;
  #looking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: ParkingOptions) {
    this.#options = options;
  }

  get parked(): Parked | null {
    return this.#parked;
  }

  /** Looks now, and from then on by itself. */
  async look(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      if (this.#stopped) return;
      this.#timer = setTimeout(() => void this.look(), this.#parked ? PARKED_MS : CALM_MS).unref();
    });
    await this.#looking;
  }

  /** Before the start, in which nothing is waited for long; null where all is taken, or cannot be asked now. */
  async refused(): Promise<Parked | null> {
    const over = new AbortController();
    const found = await Promise.race([wrongWith(this.#options), pause(FIRST_LOOK_MS, over.signal).then(() => null)]);
    over.abort();
    return found === 'unknown' ? null : found;
  }

  /** Nobody knows whose fault it is (it could not be opened): it stays so until it is opened anew. */
  hold(parked: Parked): void {
    this.#tell(parked);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const found = await wrongWith(this.#options);
    if (!this.#stopped && found !== 'unknown') this.#tell(found);
  }

  #tell(found: Parked | null): void {
    const { targets, log } = this.#options;
    const before = this.#parked;
    this.#parked = found;
    for (const target of targets) target.park(found);
    if (found !== null && found.reason !== before?.reason)
      log.error({ ...found }, 'parked: nothing is sent or registered until this is mended; what comes in is kept');
    else if (found === null && before !== null) log.info('no longer parked: it goes on');
  }
}

/** What the other sides refuse for sure; null where all is taken; `unknown` where one of them could not be asked. */
async function wrongWith({ provider, clients }: ParkingOptions): Promise<Parked | null | 'unknown'> {
  const asked = await Promise.all([provider && keyOf(provider), ...(clients ? chatwoot(clients) : [])]);
  const wrong = asked.find((one) => one !== null && one !== 'unknown');
  return wrong ?? (asked.includes('unknown') ? 'unknown' : null);
}

async function keyOf(provider: Provider): Promise<Parked | null | 'unknown'> {
  const { words } = provider;
  try {
    await provider.health();
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) return 'unknown';
    if (error.status !== 401 && error.status !== 403) return null;
    return { reason: `${words.name} refuses the key (${words.key}): ${reasonOf(error)}`, fix: words.keyFix.en };
  }
}

function chatwoot({ client, bot, user }: ChatwootClients): Promise<Parked | null | 'unknown'>[] {
  return [
    told(
      () => client.inbox(),
      (error) => (error.kind === 'missing_record' ? registerVerdict(error, 1) : null),
    ),
    // Where the token is right, a conversation 0 is only not there.
    ...(bot ? [told(() => bot.conversation(0), ofToken)] : []),
    ...(user ? [told(() => user.profile(), ofToken)] : []),
  ];
}

const ofToken = (error: ChatwootRefused) =>
  error.status === 401 && /invalid access token/i.test(error.said ?? '') ? applicationVerdict(error, 1) : null;

async function told(
  ask: () => Promise<unknown>,
  verdictOf: (error: ChatwootRefused) => ReturnType<typeof registerVerdict> | null,
): Promise<Parked | null | 'unknown'> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (!(error instanceof ChatwootRefused)) return 'unknown';
    const verdict = verdictOf(error);
    if (verdict === null || !('fix' in verdict)) return null;
    return { reason: verdict.reason, fix: verdict.fix };
  }
}
