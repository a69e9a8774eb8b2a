import type { CheckFault } from './fault.ts';
import type { Given } from './subject.ts';

/** From here on a customer wonders. Milliseconds. */
const SLOW_MS = 8_000;

/** What is right, and yet not what customers should get. */
export function adviceOn({ actions, took }: Given, mustSpeak: boolean): CheckFault[] {
  const replies = actions.filter((action) => action.do === 'reply');
  const titles = replies.flatMap(({ buttons = [], list }) => [
    ...buttons.filter(({ title }) => title.length > 20),
    ...(list?.rows ?? []).filter(({ title }) => title.length > 24),
  ]);
  const speaks = actions.some(({ do: what }) => ['reply', 'handoff', 'template', 'media', 'pass'].includes(what));
  const foreign = actions.filter((action) => action.do === 'media' && action.url?.startsWith('http:'));
  return [
    ...(took > SLOW_MS ? [{ kind: 'slow' as const, detail: `${Math.round(took / 100) / 10} s` }] : []),
    ...titles.map(({ title }) => ({ kind: 'cut_titles' as const, detail: `“${title}”` })),
    ...(mustSpeak && !speaks ? [{ kind: 'no_words' as const, detail: '[]' }] : []),
    ...foreign.map(() => ({ kind: 'media_url' as const, detail: 'http:' })),
  ];
}
