import type { Said, Turn } from '../../src/bots/bot.ts';

/** A turn in which a person says these things now; `history` is what was said before. */
export function turnOf(now: (string | Partial<Said>)[], more: Partial<Turn> = {}): Turn {
  return {
    person: { id: 'contact-1', name: 'Ana Prueba', phone: '+5491155550100' },
    history: [],
    messages: now.map((one, index) => said(typeof one === 'string' ? { text: one } : one, index)),
    language: 'es',
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
