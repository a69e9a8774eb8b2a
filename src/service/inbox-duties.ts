import type { Duties, Duty } from '../queue/duties.ts';
import type { OnDuty } from './duty.ts';

interface Host {
  duty: Duty;
  isHeld: boolean;
  inboxes: Set<Inbox>;
  /** One change after the other. */
  changing: Promise<unknown>;
}

interface Inbox {
  open: () => Promise<OnDuty>;
  /** Null while it is not open. */
  onDuty: OnDuty | null;
}

/**
 * One duty for each Chatwoot, however many inboxes there are whose channel's. Its limit of calls is one for all of them and kept in memory
 * (`targets/chatwoot-hosts.ts`), so that it holds exactly only where one run makes all of these calls.
 */
export class InboxDuties {
  readonly #duties: Duties;
  readonly #hosts = new Map<string, Host>();

  constructor(duties: Duties) {
    this.#duties = duties;
  }

  /** What `open` begins is done while the Chatwoot is this run's duty. Gives what ends that. */
  async join(url: string, open: () => Promise<OnDuty>): Promise<() => Promise<void>> {
    const known = this.#hosts.get(url);
    const host = known ?? hostOf(url);
    this.#hosts.set(url, host);
    const inbox: Inbox = { open, onDuty: null };
    host.inboxes.add(inbox);
    const leave = async () => {
      await inTurn(host, async () => {
        host.inboxes.delete(inbox);
        await close(inbox, true);
      });
      if (host.inboxes.size > 0 || this.#hosts.get(url) !== host) return;
      this.#hosts.delete(url);
      await this.#duties.remove([host.duty.name]);
    };
    try {
      if (known) await inTurn(host, () => openAll(host));
      // Out of turn: whoever takes a duty begins it.
      else await this.#duties.add([host.duty]);
    } catch (error) {
      // The next one at this Chatwoot would take it for a duty that is known.
      await leave();
      throw error;
    }
    return leave;
  }
}

function hostOf(url: string): Host {
  const begin = async () => {
    host.isHeld = true;
    await openAll(host);
  };
  const end = async (given: boolean) => {
    host.isHeld = false;
    await Promise.all([...host.inboxes].map((inbox) => close(inbox, given)));
  };
  const host: Host = {
    isHeld: false,
    inboxes: new Set(),
    changing: Promise.resolve(),
    duty: {
      name: `chatwoot:${url}`,
      begin: () => inTurn(host, begin),
      end: (given) => inTurn(host, () => end(given)),
    },
  };
  return host;
}

async function openAll(host: Host): Promise<void> {
  if (!host.isHeld) return;
  for (const inbox of host.inboxes) inbox.onDuty ??= await inbox.open();
}

async function close(inbox: Inbox, given: boolean): Promise<void> {
  const { onDuty } = inbox;
  inbox.onDuty = null;
  await onDuty?.stop(given);
}

async function inTurn(host: Host, work: () => Promise<void>): Promise<void> {
  const mine = host.changing.then(work);
  host.changing = mine.catch(() => undefined);
  await mine;
}
