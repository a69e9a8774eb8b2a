import { pause } from '../../src/clock.ts';
import type { Conversation } from '../../src/sandbox/chatwoot/records.ts';
import { deskAct } from '../../src/sandbox/desk.ts';
import type { DeskAct } from '../../src/sandbox/page-types.ts';
import type { Outside } from '../outside/outside.ts';
import type { Ledger } from '../service/ledger.ts';
import { phoneOf, type Person } from './person.ts';

const AGAIN_MS = 100;
/** Then the agent sees that the bot is still quiet, and gives the conversation back once more. */
const HAND_BACK_MS = 20_000;
/** Chatwoot tells seconds: words of the same second as the hand-back count as said before it. */
const BREATH_MS = 1_100;

export interface AgentOptions {
  ledger: Ledger;
  outside: Outside;
  /** Who answers, as the service has it. */
  answeredBy: (person: Person) => Promise<string | null>;
  signal: AbortSignal;
}

/** An agent of one person's: their page may show a failure although what they did was done, and they do it again. */
export class Agent {
  readonly #person: Person;
  readonly #options: AgentOptions;
  #words = 0;

  constructor(person: Person, options: AgentOptions) {
    this.#person = person;
    this.#options = options;
  }

  conversation(): Conversation | undefined {
    const { number, waId } = this.#person;
    return this.#options.outside.chatwoot.state.inboxes.get(number.inbox)?.sources.get(waId)?.conversations.at(-1);
  }

  /** Writes to the customer. Gives the words that Chatwoot has; null where the signal came first. */
  async answers(): Promise<string | null> {
    return await this.#until(async () => {
      const text = `a${++this.#words} para ${this.#person.code}`;
      await this.#act({ action: 'answer', text });
      return this.#isThere(text) ? text : null;
    });
  }

  /** Until these words are on the phone: what is written once is sent once, whatever happens meanwhile. */
  async arrived(text: string): Promise<void> {
    await this.#until(() => Promise.resolve(phoneOf(this.#person).some((one) => one.text === text) || null));
  }

  /** Until the bot is to answer again. */
  async givesBack(): Promise<void> {
    await this.#until(async () => {
      this.#person.givenBack.push(Date.now());
      if (this.conversation()?.status === 'resolved') await this.#act({ action: 'open' });
      await this.#act({ action: 'resolve' });
      const end = Date.now() + HAND_BACK_MS;
      while (Date.now() < end && this.conversation()?.status === 'resolved') {
        if ((await this.#options.answeredBy(this.#person)) === 'bot') {
          await pause(BREATH_MS, this.#options.signal);
          return true;
        }
        await pause(AGAIN_MS, this.#options.signal);
      }
      return null;
    });
  }

  /** Until the service has it that people answer. */
  async heard(): Promise<void> {
    await this.#until(async () => ((await this.#options.answeredBy(this.#person)) === 'human' ? true : null));
  }

  /** Until the service has these words in its ledger. */
  async known(author: 'bot' | 'agent', text: string): Promise<void> {
    const { channel } = this.#person.number;
    await this.#until(async () => ((await this.#options.ledger.has(channel, author, text)) ? true : null));
  }

  /** Until Chatwoot knows the customer. */
  async met(): Promise<void> {
    await this.#until(() => Promise.resolve(this.conversation() ?? null));
  }

  #isThere(text: string): boolean {
    return this.conversation()?.messages.some(({ content }) => content === text) ?? false;
  }

  async #act(act: Omit<DeskAct, 'conversation'>): Promise<void> {
    const conversation = this.conversation()?.id ?? 0;
    await deskAct(this.#options.outside.chatwoot, { conversation, ...act }).catch(() => undefined);
  }

  async #until<T>(look: () => Promise<T | null>): Promise<T | null> {
    while (!this.#options.signal.aborted) {
      const found = await look();
      if (found !== null) return found;
      await pause(AGAIN_MS, this.#options.signal);
    }
    return null;
  }
}
