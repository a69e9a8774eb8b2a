import { personOf } from '../../src/sandbox/whatsapp/people.ts';
import type { Front } from '../outside/front.ts';
import type { Said } from '../verdict/truth.ts';
import { wordsOf, type Person } from './person.ts';
import { textMessage } from './webhook.ts';

/** A customer writes, and goes on when that was taken: what is said in a row comes in a row. */
export async function says(person: Person, front: Front, wants: Said['wants'] = 'bot', more = ''): Promise<void> {
  const text = wordsOf(person, more);
  const said: Said = { text, wants };
  // Known from the beginning, since it may be answered before its sender knows that it was taken.
  person.said.push(said);
  person.left -= 1;
  const { wamid } = await person.number.whatsapp.say({ waId: person.waId, text });
  await front.taken(wamid);
}

/**
 * Somebody known by number alone until now: one body in which they are known by their business-scoped id alone first, and then by both
 * names. Two contacts turn out to be one person.
 */
export async function joins(person: Person, front: Front): Promise<void> {
  const { waId, number } = person;
  const { bsuid } = personOf(number.whatsapp.state, waId);
  const parts = [{ bsuid }, { waId, bsuid }].map((names) => {
    const text = wordsOf(person);
    person.said.push({ text, wants: 'bot' });
    person.left -= 1;
    return textMessage(number, { ...names, wamid: `wamid.${text}`, text });
  });
  const last = person.said.at(-1)?.text ?? '';
  await number.whatsapp.webhooks.post({ object: 'whatsapp_business_account', entry: parts });
  await front.taken(`wamid.${last}`);
}

/** Without their business-scoped id, as the body of a business that was not told of it. */
export async function saysByNumber(person: Person, front: Front): Promise<void> {
  const text = wordsOf(person);
  person.said.push({ text, wants: 'bot' });
  person.left -= 1;
  const wamid = `wamid.${text}`;
  const part = textMessage(person.number, { waId: person.waId, wamid, text });
  await person.number.whatsapp.webhooks.post({ object: 'whatsapp_business_account', entry: [part] });
  await front.taken(wamid);
}
