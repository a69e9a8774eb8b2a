import { providerNames, providerWords } from '../../providers/known.ts';
import { conversationsOf, peopleOf } from '../../store/console/people.ts';
import { eventOf, exchangeRows } from '../../store/console/timeline.ts';
import type { ConsoleContext } from '../context.ts';
import { personShown } from '../masked.ts';
import { NotPossible } from '../not-possible.ts';
import { answersOf, conversationUrl } from '../people/row.ts';
import { saidShown } from '../people/said.ts';
import type { Said } from '../tools.ts';
import type { Timeline } from './shapes.ts';
import { inOrder, type Step } from './step.ts';
import { botSteps, wayIn } from './way-in.ts';
import { registering, wayOut } from './way-out.ts';

/**
 * Everything that happened to a message and to what answered it, in order.
 *
 * @param said the language of whoever looks
 * @throws NotPossible where there is none
 */
export async function timelineOf(context: ConsoleContext, id: string, said: Said): Promise<Timeline> {
  const { db } = context.store;
  const message = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
  if (!message) throw new NotPossible(404, 'unknown', 'there is no such message, or it is not kept any more');
  const rows = await exchangeRows(db, message);
  const provider = context.channels().find(({ name }) => name === message.channel_id)?.settings.whatsapp.provider;
  const at = providerWords(provider ?? providerNames[0]!);
  const steps: Step[] = [];
  for (const one of rows.messages) {
    steps.push(...(one.author === 'customer' ? wayIn(one, rows, await eventOf(db, one)) : wayOut(one, rows, at)));
    steps.push(...registering(one, rows));
  }
  steps.push(...botSteps(rows));
  const contact = (await peopleOf(db, [Number(message.contact_id)]))[0];
  const conversation = (await conversationsOf(db, [Number(message.contact_id)])).get(Number(message.contact_id));
  return {
    message: saidShown(message, said),
    exchange: message.exchange_id,
    messages: rows.messages.map((one) => saidShown(one, said)),
    person: contact ? personShown(contact) : null,
    answers: contact ? answersOf(contact) : null,
    conversation: conversationUrl(context, message.channel_id, conversation),
    steps: inOrder(steps).map((step) => ({
      ...step,
      ...(step.reason === undefined ? {} : { reason: said(step.reason) }),
      ...(step.fix === undefined ? {} : { fix: said(step.fix) }),
    })),
  };
}
