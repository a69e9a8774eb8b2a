import type { ModelMessage } from 'ai';
import type { Turn } from '../bot.ts';
import { gate } from './gate/gate.ts';
import type { GateContext, HitKind } from './gate/hit.ts';
import { languageOf } from '../faq/read/language.ts';
import type { Language } from '../faq/say/words.ts';
import type { Found } from './knowledge/passage-index.ts';
import type { LlmParts } from './options.ts';
import { isPicture, type Picture } from './pictures/look.ts';
import { withPictures } from './pictures/show.ts';
import { historyOf } from './prompt/history.ts';
import type { Memory } from './prompt/matters.ts';
import { instructions, nowPart, secretPart, shownPassage } from './prompt/instructions.ts';
import { escaped } from './prompt/marks.ts';
import { conversation } from './prompt/messages.ts';
import { promptWords } from './prompt/words.ts';
import type { PersonState } from './state.ts';
import { sourcesOf, type Source } from './sources.ts';
import { Veil } from './veil.ts';
import { ownNames } from './tools/own-tools.ts';

/** Passages of the first search, where the model's context turned out to be small. */
const FEW = 2;

/** One turn as the model and the gate see it: what was said, what was found, what tools brought. */
export class TurnTalk {
  readonly turn: Turn;
  readonly parts: LlmParts;
  /** Every passage that the model was shown. */
  readonly passages: Found[] = [];
  readonly results: string[] = [];
  /** What tools of the operator were called, for those who look at the turn. */
  readonly called: string[] = [];
  did: GateContext['did'] = 'nothing';
  memory: Memory;
  /** It is settled. */
  resolves = false;
  readonly veil: Veil;
  /** Today, where the business is: `2026-03-04`. */
  readonly day: string;
  /** Tokens of this turn up to now, and of this person today before it. */
  used = 0;
  readonly usedBefore: number;
  /** Steps of the model up to now. */
  steps = 0;
  /** What the customer said yes to, and what came of it. */
  confirmed: { tool: string; result: string } | null = null;
  /** What the model is shown of the customer's pictures. */
  #pictures: readonly Picture[] = [];
  #share = 1;
  #sources: { text: string; found: Source[] } | null = null;
  /** How many passages stand in the system message: those of the first search. */
  #first: number | undefined;

  constructor(turn: Turn, parts: LlmParts, { memory, spent }: Pick<PersonState, 'memory' | 'spent'>) {
    this.turn = turn;
    this.parts = parts;
    this.memory = memory;
    this.veil = new Veil(parts.masks, turn.id);
    this.day = dayOf(turn.now, turn.timeZone);
    this.usedBefore = spent?.day === this.day ? spent.tokens : 0;
    this.passages.push(...parts.knowledge.find(this.asked));
  }

  /** The customer's words of this turn. */
  get asked(): string {
    return this.turn.messages.map(({ text }) => text).join('\n');
  }

  /** The language of what the customer is told by us. */
  get language(): Language {
    const { turn } = this;
    const before = turn.history.filter(({ author }) => author === 'customer').map(({ text }) => text);
    const told = [this.asked, ...before.reverse()].map(languageOf).find((language) => language !== null);
    return told ?? turn.language;
  }

  /** From now on less is said of before: the model's context is small. */
  shorten(): void {
    this.#share = this.#share / 3;
    this.passages.splice(FEW);
  }

  /** From now on the model is shown these of the customer's pictures. */
  see(pictures: readonly Picture[]): void {
    this.#pictures = pictures;
  }

  /** Pictures of this turn that the model is shown. */
  get seen(): number {
    return this.#pictures.length;
  }

  /** And those that it is not. */
  get unseen(): number {
    return this.turn.messages.filter(isPicture).length - this.#pictures.length;
  }

  instructions(): string {
    return instructions(this.#instructionOptions(), this.turn, this.passages.slice(0, this.#first));
  }

  messages(): ModelMessage[] {
    const { turn, parts } = this;
    const history = historyOf(turn.history, turn.now, this.memory, this.#share);
    this.memory = history.memory;
    const seen = new Set(this.#pictures.map(({ message }) => message));
    const said = conversation(turn, history, parts.language, (text) => this.veil.hide(text), seen);
    const messages = withPictures(said, this.#pictures);
    if (this.confirmed === null) return messages;
    const note = promptWords[parts.language].confirmed(this.confirmed.tool, escaped(this.confirmed.result));
    return [...messages, { role: 'user', content: `[${note}]` }];
  }

  /** Passages for a query of the model, as it reads them. */
  search(query: string): string {
    const found = this.parts.knowledge.find(query);
    this.#first ??= this.passages.length;
    for (const one of found) if (!this.passages.some(({ text }) => text === one.text)) this.passages.push(one);
    return found.length === 0 ? 'Nothing was found.' : found.map(shownPassage).join('\n');
  }

  /** The passages that these words rest on. */
  sources(text: string): Source[] {
    if (this.#sources?.text !== text) this.#sources = { text, found: sourcesOf(text, this.passages) };
    return this.#sources.found;
  }

  /** What is wrong with words that are about to leave; with `BOT_GATE=off` only what `BOT_STRICT` is for. */
  gate(text: string): HitKind[] {
    const { gate: how, strict } = this.parts;
    if (how === 'off' && !strict) return [];
    const hits = gate(text, this.#gateContext());
    return how === 'off' ? hits.filter(isForStrict) : hits;
  }

  /** Those of them for which the words may not leave. */
  stops(hits: HitKind[]): HitKind[] {
    return this.parts.gate === 'block' ? hits : hits.filter(isForStrict);
  }

  #instructionOptions() {
    const { prompt, canary, language, strict, hours } = this.parts;
    return { prompt: prompt.text, canary, language, strict, hours };
  }

  #gateContext(): GateContext {
    const { turn, parts, passages, results } = this;
    const of = (author: 'customer' | 'bot' | 'agent') => turn.history.filter((one) => one.author === author);
    const open = [...passages.map(({ head, path, text }) => `${path}\n${head}\n${text}`), ...results];
    const names = parts.tools.flatMap(({ name, host }) => [name, host]);
    return {
      // Our own lines about now and the hours are for customers too; our rules speak of nothing that could be told.
      trusted: [
        nowPart(this.#instructionOptions(), turn),
        parts.prompt.text,
        ...open,
        ...[...of('agent'), ...of('bot')].map(({ text }) => text),
      ],
      open,
      said: [...of('customer').map(({ text }) => text), this.asked].join('\n'),
      asked: this.asked,
      before: of('customer').map(({ text }) => text),
      kept: secretPart(this.#instructionOptions()),
      canaries: [parts.canary, ...parts.prompt.canaries],
      secrets: parts.secrets,
      tools: [...ownNames, ...names],
      did: this.did,
      strict: parts.strict,
      informed: parts.knowledge.size > 0,
      knows: (word) => parts.knowledge.knows(word),
    };
  }
}

const isForStrict = (hit: HitKind): boolean => hit === 'unfounded';

/** Making one takes a millisecond. */
const days = new Map<string, Intl.DateTimeFormat>();

/** `2026-03-04`, by the clocks of the place. */
function dayOf(now: number, timeZone: string): string {
  const format = days.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone });
  days.set(timeZone, format);
  return format.format(now);
}
