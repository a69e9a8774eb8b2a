import type { Effects } from '../../handoff/effects.ts';
import type { OwnTexts } from '../../settings/texts.ts';
import type { Contact, Tx } from '../../store/tables.ts';
import { windowOpen } from '../../whatsapp/window.ts';
import { addOutgoing } from '../add-outgoing.ts';
import { handOverWords } from './hand-over-words.ts';
import { addAgentsNote, addStep, type NoteOptions } from './tell-agents.ts';

export interface TellWaitingOptions extends NoteOptions {
  language: 'es' | 'en';
  texts?: Partial<OwnTexts>;
}

/** What is said and set where a customer waits for a person and nobody answers, and once somebody did. */
export async function tellWaiting(
  tx: Tx,
  contact: Contact,
  effects: Effects,
  options: TellWaitingOptions,
): Promise<void> {
  const { now, register, newId, exchangeId, language, texts } = options;
  const words = handOverWords(language);
  const minutes = Math.max(1, Math.round((now - (contact.answered_since ?? now)) / 60_000));
  if (effects.remind) await addAgentsNote(tx, contact, words.remind(minutes), options);
  if (effects.tellBack) {
    const can = contact.last_inbound_at === null || windowOpen(contact.last_inbound_at, now);
    const said = { author: 'bot', register, newId, now, exchangeId, notice: false } as const;
    if (can) await addOutgoing(tx, contact, { text: texts?.HANDOFF_BACK_TEXT ?? words.back }, said);
    await addAgentsNote(tx, contact, can ? words.backNote : words.backUntold, options);
  }
  if (!options.notes || register === 'off' || !(effects.remind || effects.unwait)) return;
  await addStep(tx, contact, { step: 'waiting', on: effects.remind, exchange: exchangeId }, now);
}
