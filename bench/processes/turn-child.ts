import type { Said, Turn } from '../../src/bots/bot.ts';
import { openLlmBot } from '../../src/bots/llm/open.ts';
import { systemClock } from '../../src/clock.ts';
import { readSettings } from '../../src/config.ts';
import { silentLog } from '../../src/observe/log.ts';
import { median } from '../report/median.ts';

export interface TurnTask {
  questions: string[];
}

export interface TurnFigures {
  /** Of a turn, and of the bare call with the same body right behind it. */
  turnMs: number;
  bareMs: number;
  /** The median of the differences. */
  addedMs: number;
}

/** A process with a bot that asks a language model, which is another process: by the settings it is given in the environment. */
const { llm } = readSettings(process.env).bot;
let sent: { url: string | URL | Request; init: RequestInit } | null = null;
const call = globalThis.fetch;
globalThis.fetch = (url, init = {}) => {
  sent = { url, init };
  return call(url, init);
};
const bot = await openLlmBot(llm, { language: 'es', hours: null, clock: systemClock, log: silentLog() });
const day = Date.UTC(2026, 2, 4, 15);

process.on('message', ({ questions }: TurnTask) => {
  void measured(questions).then(
    (figures) => process.send?.(figures),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

async function measured(questions: string[]): Promise<TurnFigures> {
  const turns: number[] = [];
  const bare: number[] = [];
  for (const [n, question] of questions.entries()) {
    let from = performance.now();
    await bot.answer(turnOf(n, question), new AbortController().signal);
    turns.push(performance.now() - from);
    if (sent === null) throw new Error('the model was not asked');
    const { url, init } = sent as { url: string; init: RequestInit };
    const { body = null, headers = {} } = init;
    from = performance.now();
    await (await call(url, { method: 'POST', body, headers })).json();
    bare.push(performance.now() - from);
  }
  const added = turns.map((took, n) => took - (bare[n] ?? NaN));
  return { turnMs: median(turns), bareMs: median(bare), addedMs: median(added) };
}

/** The customer asks, after 30 messages. */
function turnOf(n: number, question: string): Turn {
  const said = (id: string, text: string, at: number, author: Said['author'] = 'customer'): Said => ({
    id,
    author,
    kind: 'text',
    text,
    at,
  });
  const history = Array.from({ length: 30 }, (_, at) =>
    said(
      `h${at}`,
      `algo que se dijo antes, con el número ${at}`,
      day - (31 - at) * 60_000,
      at % 2 === 0 ? 'customer' : 'bot',
    ),
  );
  return {
    id: `turn-${n}`,
    attempt: 1,
    person: { id: '1', name: 'Ana Prueba', phone: '+5491155550100', chatwoot: { contact: null, conversation: null } },
    history,
    messages: [said('m', question, day)],
    language: 'es',
    now: day,
    timeZone: 'America/Argentina/Buenos_Aires',
    peopleAreThere: true,
    state: null,
    stateVersion: 0,
    steps: {
      saved: [],
      save: () => Promise.resolve(),
      once: async (tool, run) => ({ outcome: 'done', value: await run(`${tool.step}:${tool.index}`) }),
    },
  };
}
