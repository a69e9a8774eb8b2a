import type { Action, Bot, Reply, Said, Turn, TurnSteps } from '../bot.ts';
import type { Act } from './cases.ts';
import { emptyTrace, traced, type Trace } from './trace.ts';

/** A bot, and what can be known of how it came to its answers. */
export interface Examined {
  bot: Bot;
  /** What an answer is made of; null where that is not known of this bot. */
  sourcesOf: ((said: string) => string[]) | null;
}

/** What came of one turn. */
export interface Heard {
  actions: Action[];
  /** Everything said, without what may be chosen. */
  text: string;
  handsOff: boolean;
  /** How it came about, as far as the bot kept it with its turn. */
  trace: Trace;
  /** Milliseconds. */
  took: number;
}

/** When and where a talk takes place. */
export interface Scene {
  /** Milliseconds since 1970. */
  at: number;
  timeZone: string;
  peopleAreThere: boolean;
}

/** Always the same, so that a file of cases comes to the same each time. */
const SET: Scene = { at: Date.UTC(2026, 0, 5, 15), timeZone: 'UTC', peopleAreThere: true };

/** A person who talks to a bot, with the history that the service would keep. */
export class Talk {
  readonly #bot: Bot;
  readonly #language: 'es' | 'en';
  readonly #history: Said[] = [];
  #turns = 0;
  #count = 0;
  #state: unknown = null;
  #offered: { id: string; title: string }[] = [];
  #scene: Scene;

  constructor(
    bot: Bot,
    language: 'es' | 'en',
    history: readonly { author: Said['author']; text: string }[] = [],
    scene: Scene = SET,
  ) {
    this.#bot = bot;
    this.#language = language;
    this.#scene = { ...scene };
    for (const { author, text } of history) this.#history.push(this.#said(author, { kind: 'text', text }));
  }

  /** From now on it is then. */
  set scene(scene: Scene) {
    this.#scene = { ...scene };
  }

  /** What may be chosen now. */
  get offered(): readonly { id: string; title: string }[] {
    return this.#offered;
  }

  async say(acts: readonly Act[], signal: AbortSignal): Promise<Heard> {
    const messages = acts.map((act) => this.#said('customer', this.#contentOf(act)));
    const began = performance.now();
    const trace = emptyTrace();
    this.#turns += 1;
    const actions = await this.#bot.answer(this.#turn(messages, traced(trace)), signal);
    const took = performance.now() - began;
    this.#history.push(...messages);
    for (const action of actions) if (action.do === 'state') this.#state = action.value;
    const replies = actions.filter((action) => action.do === 'reply');
    for (const one of replies) this.#history.push(this.#said('bot', { kind: 'text', text: kept(one) }));
    for (const words of actions.flatMap(wordsOf)) this.#history.push(this.#said('bot', { kind: 'text', text: words }));
    if (replies.length > 0) this.#offered = replies.flatMap(optionsOf);
    return {
      actions,
      text: [...replies.map(({ text }) => text), ...actions.flatMap(wordsOf)].join('\n\n'),
      trace,
      handsOff: actions.some((action) => action.do === 'handoff'),
      took,
    };
  }

  #turn(messages: Said[], steps: TurnSteps): Turn {
    return {
      id: `eval-${this.#turns}`,
      attempt: 1,
      person: {
        id: 'eval',
        name: 'Ana Prueba',
        phone: '+5491155550100',
        chatwoot: { contact: null, conversation: null },
      },
      history: this.#history.slice(-30),
      messages,
      language: this.#language,
      now: this.#scene.at,
      timeZone: this.#scene.timeZone,
      peopleAreThere: this.#scene.peopleAreThere,
      state: this.#state,
      stateVersion: this.#turns,
      steps,
    };
  }

  #contentOf(act: Act): Pick<Said, 'kind' | 'text' | 'choiceId'> {
    if (typeof act === 'string') return { kind: 'text', text: act };
    if (!('choose' in act)) return act;
    const option = this.#offered.find(({ title }) => title === act.choose);
    if (option === undefined)
      throw new Error(
        `"${act.choose}" was not offered (${this.#offered.map(({ title }) => title).join(', ') || 'nothing was'})`,
      );
    return { kind: 'choice', text: option.title, choiceId: option.id };
  }

  #said(author: Said['author'], content: Pick<Said, 'kind' | 'text' | 'choiceId'>): Said {
    this.#count++;
    this.#scene.at += 1_000;
    return { id: `eval-${this.#count}`, author, at: this.#scene.at, ...content };
  }
}

/** What a hand-off tells the customer. */
const wordsOf = (action: Action): string[] => (action.do === 'handoff' && action.words ? [action.words] : []);

export const optionsOf = ({ buttons, list }: Reply): { id: string; title: string }[] => list?.rows ?? buttons ?? [];

/** As it stands in the history of a real talk: the choices below the text. */
const kept = (one: Reply): string => [one.text, ...optionsOf(one).map(({ title }) => `▫️ ${title}`)].join('\n');
