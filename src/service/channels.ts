import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';
import type { DigestChannels } from '../intake/digest-channels.ts';
import type { JobKind } from '../store/tables.ts';
import type { Channel } from './channel.ts';

/** A channel that could not be opened as a whole is tried again so often. Milliseconds. */
const AGAIN_MS = 60_000;
/** One that is closed, and could not be opened anew at all, as where the database is away: so often. Milliseconds. */
const SOON_MS = 1_000;

/** What a reading of the file has changed: the names. */
export interface Changes {
  opened: string[];
  changed: string[];
  closed: string[];
}

export interface ChannelsOptions {
  open: (settings: Settings) => Promise<Channel>;
}

/** All channels of the service: each is opened, closed and opened anew by itself, and what fails in one is its own. */
export class Channels implements DigestChannels {
  readonly #options: ChannelsOptions;
  readonly #open = new Map<string, Channel>();
  /** Closed, and what comes in their place could not be opened yet: by which settings it will be. */
  readonly #closed = new Map<string, Settings>();
  /** New ones that could not be opened yet. */
  readonly #unopened = new Map<string, Settings>();
  #timer: NodeJS.Timeout | null = null;
  #started = false;
  #stopped = false;
  /** One change after the other. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(options: ChannelsOptions) {
    this.#options = options;
  }

  get all(): readonly Channel[] {
    return [...this.#open.values()];
  }

  byName(name: string): Channel | null {
    return this.#open.get(name) ?? null;
  }

  /** @throws Misconfigured where one cannot be opened at all. */
  async openAll(settings: readonly Settings[]): Promise<void> {
    for (const one of settings) await this.#openOne(one);
  }

  /** From now on they work; until then nothing was called. */
  start(): void {
    this.#started = true;
    for (const channel of this.all) this.#startOne(channel);
    this.#timer = setInterval(() => void this.#tryAgain(), AGAIN_MS).unref();
  }

  /** Opens what is new, closes what is gone, and opens anew what has changed; the others do not notice. */
  async become(wanted: readonly Settings[]): Promise<Changes> {
    return await this.#inTurn(async () => {
      const names = new Set(wanted.map(({ channel }) => channel));
      const known = [...this.#open.keys()];
      const changes: Changes = { opened: [], changed: [], closed: known.filter((name) => !names.has(name)) };
      const failed: unknown[] = [];
      for (const name of changes.closed) await this.#close(name);
      for (const settings of wanted) {
        const { channel: name } = settings;
        const { settings: current, isBroken } = this.#open.get(name) ?? {};
        const before = this.#closed.get(name) ?? current;
        if (before && !isBroken && isDeepStrictEqual(before, settings)) continue;
        changes[before ? 'changed' : 'opened'].push(name);
        // What one meets is not the others' matter.
        await this.#replace(settings).catch((error: unknown) => failed.push(error));
      }
      for (const name of this.#unopened.keys()) if (!names.has(name)) this.#unopened.delete(name);
      if (failed.length > 0) throw failed[0];
      return changes;
    });
  }

  /** Something nobody thought of happened in it: what it holds in memory can no longer be trusted, what is in the ledger can. */
  async openAnew(name: string): Promise<void> {
    await this.#inTurn(async () => {
      const channel = this.#open.get(name);
      if (!channel || this.#stopped) return;
      await this.#replace(this.#closed.get(name) ?? channel.settings).catch((error: unknown) => {
        channel.log.error({ reason: reasonOf(error) }, 'a channel could not be opened anew, it is tried again');
      });
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#inTurn(async () => {
      await Promise.all([...this.#open.keys()].map((name) => this.#close(name)));
    });
  }

  of(name: string) {
    return this.#open.get(name)?.digest ?? null;
  }

  ofNumber(numberId: string, signer: string) {
    const owner = this.all.find((channel) => channel.numberId === numberId);
    return owner && signingKey(owner) === signingKey(this.#open.get(signer)) ? owner.digest : null;
  }

  besides(name: string) {
    const secret = this.#open.get(name)?.settings.listen.webhookSecret ?? null;
    return this.all
      .filter(
        (channel) => channel.name === name || (secret !== null && channel.settings.listen.webhookSecret === secret),
      )
      .map(({ digest }) => digest);
  }

  onJobs(name: string): void {
    this.#open.get(name)?.onJobs();
  }

  wake(name: string, kind: JobKind): void {
    this.#open.get(name)?.wake(kind);
  }

  async #openOne(settings: Settings): Promise<void> {
    const channel = await this.#options.open(settings);
    this.#open.set(channel.name, channel);
    this.#unopened.delete(channel.name);
    if (this.#started) this.#startOne(channel);
  }

  /** The one before is known until the next one is there: what comes in for it meanwhile is kept. */
  async #replace(settings: Settings): Promise<void> {
    const name = settings.channel;
    await this.#end(name);
    const before = this.#open.get(name);
    if (before) this.#closed.set(name, settings);
    try {
      await this.#openOne(settings);
      this.#closed.delete(name);
    } catch (error) {
      const isWrong = error instanceof Misconfigured;
      // Settings that turn out not to work change nothing.
      if (before && isWrong) this.#closed.set(name, before.settings);
      if (before) setTimeout(() => this.#openClosed(name), isWrong ? AGAIN_MS : SOON_MS).unref();
      else this.#openLater(settings, isWrong ? AGAIN_MS : SOON_MS);
      throw error;
    }
  }

  #openClosed(name: string): void {
    if (this.#closed.has(name)) void this.openAnew(name);
  }

  /** A new one that could not be opened, as where the database is away: nobody asks for it again. */
  #openLater(settings: Settings, ms: number): void {
    const { channel: name } = settings;
    this.#unopened.set(name, settings);
    setTimeout(() => {
      void this.#inTurn(async () => {
        if (this.#stopped || this.#unopened.get(name) !== settings || this.#open.has(name)) return;
        await this.#replace(settings).catch(() => undefined);
      });
    }, ms).unref();
  }

  #startOne(channel: Channel): void {
    channel.start().catch((error: unknown) => {
      channel.log.error({ err: error }, 'a channel did not start, it is opened anew');
      void this.openAnew(channel.name);
    });
  }

  async #close(name: string): Promise<void> {
    await this.#end(name);
    this.#open.delete(name);
    this.#closed.delete(name);
  }

  async #end(name: string): Promise<void> {
    const channel = this.#closed.has(name) ? null : this.#open.get(name);
    await channel?.stop().catch((error: unknown) => {
      channel.log.error({ err: error }, 'a channel did not end cleanly; what is stored goes on');
    });
  }

  async #tryAgain(): Promise<void> {
    for (const { name, isBroken } of this.all) if (isBroken) await this.openAnew(name);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#changing.then(work);
    this.#changing = mine.catch(() => undefined);
    return await mine;
  }
}

/** What signs the webhooks of a number; undefined where there is no such channel. */
function signingKey(channel: Channel | undefined): string | null | undefined {
  if (!channel) return undefined;
  const values = channel.settings.whatsapp.values as Record<string, unknown>;
  const key = values[channel.provider.words.signingSecret];
  return typeof key === 'string' ? key : null;
}
