import type { EffectOptions } from '../src/deliver/hand-over.ts';
import { dialog360 } from '../src/providers/360dialog/about.ts';
import type { TellOptions } from '../src/deliver/tell/tell-state.ts';

/** What follows from handoffs and delivery news in a set-up without tokens. */
export const effects = (
  newId: () => string,
  given: Partial<EffectOptions & TellOptions> = {},
): EffectOptions & TellOptions & { channelId: string } => ({
  channelId: 'main',
  language: 'es',
  register: 'on',
  newId,
  quietHours: 8,
  label: 'humano',
  text: null,
  hours: null,
  timeZone: 'UTC',
  closedText: null,
  teamId: null,
  assigneeId: null,
  answerLast: false,
  remindMinutes: 0,
  giveBackHours: 0,
  notes: false,
  ticks: false,
  windowAdvice: 'command',
  provider: dialog360.words,
  ...given,
});
