import type { Said, Turn, TurnSteps } from '../../src/bots/bot.ts';

/** Keeps nothing: every tool is run. */
const nothingKept: TurnSteps = {
  saved: [],
  save: () => Promise.resolve(),
  once: async (call, run) => ({ outcome: 'done', value: await run(`${call.step}:${call.index}`) }),
};

/** A turn in which a person says these things now; `history` is what was said before. */
export function turnOf(now: (string | Partial<Said>)[], more: Partial<Turn> = {}): Turn {
  return {
    id: 'turn-1',
    attempt: 1,
    person: {
      id: 'contact-1',
      name: 'Ana Prueba',
      phone: '+5491155550100',
      chatwoot: { contact: null, conversation: null },
    },
    history: [],
    messages: now.map((one, index) => said(typeof one === 'string' ? { text: one } : one, index)),
    language: 'es',
    now: Date.UTC(2025, 2, 4, 15),
    timeZone: 'UTC',
    peopleAreThere: true,
    state: null,
    stateVersion: 0,
    steps: nothingKept,
    ...more,
  };
}

export const said = (part: Partial<Said>, index = 0): Said => ({
  id: `message-${index}`,
  author: 'customer',
  kind: 'text',
  text: '',
  at: Date.UTC(2025, 2, 4, 15) + index,
  ...part,
});
