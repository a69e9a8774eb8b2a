import { z } from 'zod';

/** What the page may ask; wrong input is answered by field. */
export const waId = z
  .string()
  .regex(/^(\d{6,15}|[A-Z]{2}\.[\w.]{1,64})$/, 'must be 6 to 15 digits, or a business-scoped id');

const FILE_BYTES = 16 * 1024 * 1024;

const base64 = z
  .base64()
  .min(1, 'must not be empty')
  .max(Math.ceil(FILE_BYTES / 3) * 4, 'is more than 16 MB');
const file = z.object({ name: z.string().min(1).max(255), mime: z.string().regex(/^[\w.+-]+\/[\w.+-]+/), base64 });

const place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().exactOptional(),
  address: z.string().exactOptional(),
});

/** One content, and a text beside a file is its caption. */
export const sayShape = z
  .object({
    waId,
    channel: z.string().exactOptional(),
    name: z.string().max(255).exactOptional(),
    text: z.string().max(4_096).regex(/\S/, 'must not be blank').exactOptional(),
    choice: z
      .object({ id: z.string().min(1), title: z.string().min(1), via: z.enum(['button', 'list']) })
      .exactOptional(),
    file: file
      .extend({
        caption: z.string().max(1_024).exactOptional(),
        voice: z.boolean().exactOptional(),
        asDocument: z.boolean().exactOptional(),
      })
      .exactOptional(),
    location: place.exactOptional(),
    reaction: z.object({ to: z.string().min(1), emoji: z.string().min(1).nullable() }).exactOptional(),
    quotes: z.string().min(1).exactOptional(),
    edits: z.string().min(1).exactOptional(),
    forwarded: z.boolean().exactOptional(),
  })
  .refine(
    (say) => {
      const contents = [say.choice, say.file, say.location, say.reaction].filter((one) => one !== undefined).length;
      return say.text === undefined ? contents === 1 : contents === 0 || (contents === 1 && say.file !== undefined);
    },
    { message: 'one of text, choice, file, location and reaction is wanted', path: ['text'] },
  );

/** What Ana Ruiz does at the desk. */
export const deskShape = z
  .object({
    conversation: z.int().positive(),
    action: z.enum([
      'answer',
      'note',
      'assign',
      'unassign',
      'label',
      'unlabel',
      'resolve',
      'pending',
      'open',
      'retry',
      'delete',
      'typing',
      'begin',
      'seen',
      'snooze',
      'auto_assign',
    ]),
    text: z.string().max(150_000).exactOptional(),
    file: file.exactOptional(),
    message: z.int().positive().exactOptional(),
  })
  .superRefine((act, context) => {
    const says = act.action === 'answer' || act.action === 'note';
    const needsText = act.action === 'label' || act.action === 'unlabel' || (says && !act.file);
    if (needsText && !act.text?.trim()) context.addIssue({ code: 'custom', path: ['text'], message: 'is wanted' });
    if ((act.action === 'retry' || act.action === 'delete') && act.message === undefined) {
      context.addIssue({ code: 'custom', path: ['message'], message: 'is wanted' });
    }
  });

/** Whose phone, at which of the numbers; what travelled after that `seq` is told. */
export const personShape = z.object({
  person: waId,
  channel: z.string().exactOptional(),
  after: z.coerce.number().int().min(0).exactOptional(),
});

/** One message, by WhatsApp's id or Chatwoot's. */
export const ledgerShape = z.union([
  z.object({ wamid: z.string().min(1) }),
  z.object({ chatwoot: z.coerce.number().int().positive() }),
]);

export const serviceShape = z.object({ act: z.enum(['kill', 'bot_dead', 'bot_well']) });
