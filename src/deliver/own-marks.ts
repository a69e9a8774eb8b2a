import type { PlaceChange } from '../store/people/places.ts';
import type { Place } from '../store/tables.ts';

/**
 * What our own calls changed in a conversation and what has not been heard of yet: the next news of that change is their echo, and no
 * person's act. However late it comes: events are lost, we may be down, and the change is then heard of with the next one that arrives.
 */
export type OwnAct = { step: 'open' } | { step: 'label'; on: boolean };

/** The clocks of Chatwoot and of this machine may differ by so much. Milliseconds. */
const CLOCKS_APART_MS = 60_000;

/** Before the call: its echo may be quicker than its answer. */
export const ownMark = (act: OwnAct, now: number): PlaceChange =>
  act.step === 'open'
    ? { own_status: 'open', own_status_at: now }
    : { [act.on ? 'own_labelled_at' : 'own_unlabelled_at']: now };

/** Where the call changed nothing, so that no echo comes. */
export const noMark = (act: OwnAct): PlaceChange =>
  act.step === 'open' ? { own_status: null } : { [act.on ? 'own_labelled_at' : 'own_unlabelled_at']: 0 };

/** Whether the label came or went by our own call. */
export const isOwnLabel = (place: Place, isOn: boolean): boolean =>
  (isOn ? place.own_labelled_at : place.own_unlabelled_at) > 0;

/**
 * The marks that are over once a conversation was heard of: with the echo itself, and with news from after our call that shows the
 * opposite, since a person was quicker to change it back than the echo to be heard.
 *
 * @param isOn whether the label for people is on; null: not told.
 * @param changed whether that is other than what was known.
 * @param at when it was so, by Chatwoot's clock.
 */
export function marksOver(place: Place, isOn: boolean | null, changed: boolean, at: number): PlaceChange {
  if (isOn === null) return {};
  const echo = isOn ? 'own_labelled_at' : 'own_unlabelled_at';
  const opposite = isOn ? 'own_unlabelled_at' : 'own_labelled_at';
  return {
    ...(changed ? { [echo]: 0 } : {}),
    ...(place[opposite] > 0 && at > place[opposite] + CLOCKS_APART_MS ? { [opposite]: 0 } : {}),
  };
}
