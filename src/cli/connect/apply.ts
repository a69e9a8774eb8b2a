import type { AccountBot, AccountInbox } from '../../chatwoot/api/administration-shapes.ts';
import type { Administration } from '../../chatwoot/api/administration.ts';
import { isOurs, ownBot, type Found, type Step } from './plan.ts';

/** What is there after the changes. */
export interface Applied {
  inbox: AccountInbox;
  bot: AccountBot | null;
}

/**
 * Makes the changes, one call each, in order. A second run finds what a broken one left.
 *
 * @param told after each change
 * @throws ChatwootRefused, ChatwootUnreachable
 */
export async function apply(
  admin: Administration,
  found: Found,
  steps: readonly Step[],
  told: (step: Step) => void,
): Promise<Applied> {
  let inbox = found.inbox;
  let bot = isOurs(found.bot) ? found.bot : null;
  const made = () => {
    if (inbox === null) throw new Error('the inbox is made before anything is changed in it');
    return inbox;
  };
  for (const step of steps) {
    switch (step.do) {
      case 'make_inbox':
        inbox = await admin.createInbox({
          name: step.name,
          ...(step.webhook === null ? {} : { webhookUrl: step.webhook }),
        });
        break;
      case 'set_webhook':
        inbox = await admin.updateInbox(made().id, { webhookUrl: step.webhook });
        break;
      case 'set_window':
        inbox = await admin.updateInbox(
          made().id,
          { replyWindowHours: step.hours },
          made().additional_attributes ?? undefined,
        );
        break;
      case 'set_members':
        await admin.setMembers(made().id, step.ids);
        break;
      case 'set_assigning':
        inbox = await admin.updateInbox(made().id, { autoAssignment: step.on });
        break;
      case 'make_bot':
        bot = await admin.createBot({ name: step.name });
        break;
      case 'connect_bot':
        bot ??= ownBot(found.bots);
        if (bot) await admin.setBotOfInbox(made().id, bot.id);
        break;
      case 'make_label':
        await admin.createLabel({ title: step.title, color: '#1f93ff' });
        break;
    }
    told(step);
  }
  return { inbox: made(), bot };
}
