import { z } from 'zod';
import { nothingLearnt, type Learnt } from './learnt.ts';

/** Where lessons are kept between starts. */
export interface LessonStore {
  load(): Promise<string | null>;
  save(text: string): Promise<void>;
}

/** A server may take tomorrow what it refuses today: after this long it is asked anew. Milliseconds. */
const VALID_MS = 7 * 86_400_000;

/** Which model at which address. */
export interface ModelPlace {
  baseUrl: string;
  model: string;
}

const shape = z.object({
  baseUrl: z.string(),
  model: z.string(),
  at: z.number(),
  completionTokens: z.boolean(),
  noEffort: z.boolean(),
  dropped: z.array(z.string()),
  reasoning: z.enum(['as it is', 'renamed', 'dropped', 'always']),
  noTools: z.boolean(),
  noPictures: z.boolean(),
});

/** Lessons of one model at one address, begun anew after a week. */
export class Lessons {
  readonly learnt: Learnt = nothingLearnt();
  readonly #place: ModelPlace;
  readonly #store: LessonStore | null;
  /** When the first of them was drawn; null: none was. */
  #at: number | null = null;

  constructor({ baseUrl, model }: ModelPlace, store: LessonStore | null) {
    this.#place = { baseUrl, model };
    this.#store = store;
  }

  /** Takes up what was kept, where it is of this model at this address. */
  async load(): Promise<void> {
    const text = await this.#store?.load();
    const kept = shape.safeParse(parsed(text ?? null));
    if (!kept.success) return;
    const { baseUrl, model, at, dropped, ...others } = kept.data;
    if (baseUrl !== this.#place.baseUrl || model !== this.#place.model) return;
    Object.assign(this.learnt, { ...others, dropped: new Set(dropped) });
    this.#at = at;
  }

  /** Forgets what is too old to be relied on; also what seems to come from a clock that was set back since. */
  begin(now: number): void {
    if (this.#at === null || (now - this.#at < VALID_MS && now >= this.#at)) return;
    Object.assign(this.learnt, nothingLearnt());
    this.#at = null;
  }

  /** Keeps what was just learnt. What cannot be kept is learnt again at the next start. */
  async keep(now: number): Promise<void> {
    this.#at ??= now;
    const { dropped, ...others } = this.learnt;
    const text = JSON.stringify({ ...this.#place, at: this.#at, ...others, dropped: [...dropped] });
    await this.#store?.save(text).catch(() => undefined);
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
