import { messageById } from '../../store/messages.ts';
import type { Outcome } from '../../queue/worker.ts';
import type { Clock } from '../../clock.ts';
import type { Message, Place } from '../../store/tables.ts';
import type { RegisterOptions } from '../register/register-options.ts';
import { isBots } from '../register/post.ts';
import { tellOperator } from './tell-state.ts';

type Asked = Pick<RegisterOptions, 'client' | 'botClient' | 'userClient'> & { clock: Clock };

/**
 * A line of ours stands as the customer's and would open again what is resolved: whether it is, is asked right before. Then the line is
 * left out, and what it was about is a problem for the operator. Null where it may be posted: what goes as the bot's opens nothing.
 */
export async function staleNotice(message: Message, place: Place, options: Asked): Promise<Outcome | null> {
  if (message.kind !== 'notice' || isBots(message, options) || (await statusNow(place, options)) !== 'resolved')
    return null;
  const { about } = JSON.parse(message.payload) as { about?: string };
  return {
    do: 'done',
    commit: async (tx) => {
      await tx.updateTable('messages').set({ chatwoot_state: 'off' }).where('id', '=', message.id).execute();
      const told = about === undefined ? undefined : await messageById(tx, about);
      if (told) await tellOperator(tx, told, options.clock.now());
    },
  };
}

/** As it is this moment, by whichever door tells; as last heard where none does. */
async function statusNow(place: Place, { client, botClient, userClient }: Asked): Promise<string | null> {
  const { conversation_id: id, source_id: sourceId } = place;
  if (id === null || sourceId === null) return place.status;
  for (const token of [userClient, botClient]) {
    if (!token) continue;
    try {
      return (await token.conversation(id)).state.status;
    } catch {
      // Not every token of every release may look.
    }
  }
  try {
    return (await client.conversation(sourceId, id)).status;
  } catch {
    return place.status;
  }
}
