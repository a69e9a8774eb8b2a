import { z } from 'zod';
import type { Refusal } from './answers.ts';
import {
  CONTENTS,
  type LocationContent,
  type MediaContent,
  type ReactionContent,
  type TemplateContent,
} from './content.ts';

/** The parts of a send that the sandbox reads; everything else passes through. */
export interface Send {
  to?: string | undefined;
  recipient?: string | undefined;
  type: string;
  context?: { message_id: string } | undefined;
  biz_opaque_callback_data?: string | undefined;
  text?: { body: string } | undefined;
  interactive?: Interactive | undefined;
  image?: MediaContent | undefined;
  audio?: MediaContent | undefined;
  video?: MediaContent | undefined;
  document?: MediaContent | undefined;
  sticker?: MediaContent | undefined;
  location?: LocationContent | undefined;
  reaction?: ReactionContent | undefined;
  template?: TemplateContent | undefined;
}

export type Interactive = z.infer<typeof interactive>;

// zod counts code points; the stricter reading is UTF-16 units.
const atMost = (max: number) => z.string().refine((value) => value.length <= max, `is longer than ${max}`);
const upTo = (max: number) => atMost(max).min(1);
const frame = {
  header: z.looseObject({ type: z.string(), text: upTo(60).optional() }).optional(),
  footer: z.looseObject({ text: upTo(60) }).optional(),
};
const row = z.looseObject({ id: upTo(200), title: upTo(24), description: atMost(72).optional() });
const button = z.looseObject({
  type: z.literal('reply'),
  reply: z.looseObject({ id: upTo(256), title: upTo(20) }),
});

const buttons = z.looseObject({
  type: z.literal('button'),
  ...frame,
  body: z.looseObject({ text: upTo(1_024) }),
  action: z.looseObject({
    buttons: z
      .array(button)
      .min(1)
      .max(3)
      .refine((all) => unique(all.map((one) => one.reply.id)), 'two buttons share an id')
      .refine((all) => unique(all.map((one) => one.reply.title)), 'two buttons share a title'),
  }),
});

const list = z.looseObject({
  type: z.literal('list'),
  ...frame,
  body: z.looseObject({ text: upTo(4_096) }),
  action: z.looseObject({
    button: upTo(20),
    sections: z
      .array(z.looseObject({ title: upTo(24).optional(), rows: z.array(row).min(1) }))
      .min(1)
      .max(10)
      .refine((all) => all.length === 1 || all.every((one) => one.title !== undefined), 'a section has no title')
      .refine((all) => all.flatMap((one) => one.rows).length <= 10, 'more than 10 rows in all')
      .refine((all) => unique(all.flatMap((one) => one.rows.map((each) => each.id))), 'two rows share an id'),
  }),
});

const other = z.looseObject({
  type: z.enum(['cta_url', 'location_request_message', 'contact_request']),
  body: z.looseObject({ text: upTo(1_024) }),
});

const interactive = z.discriminatedUnion('type', [buttons, list, other]);

const text = z.looseObject({ body: upTo(4_096), preview_url: z.boolean().optional() });

const send = z.looseObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().min(1).optional(),
  recipient: z.string().min(1).optional(),
  type: z.string().default('text'),
  context: z.looseObject({ message_id: z.string().min(1) }).optional(),
  biz_opaque_callback_data: atMost(512).optional(),
});

/** Types that can be sent, with what is looked into. */
const SHAPES: Readonly<Record<string, z.ZodType>> = { ...CONTENTS, text, interactive };

/** Reads the body of a send, or says why Meta would refuse it. Lengths are UTF-16 units. */
export function readSend(body: unknown): { send: Send } | { refusal: Refusal } {
  const outer = send.safeParse(body);
  if (!outer.success) return { refusal: refusalOf(outer.error, 100) };
  const { to, recipient, type } = outer.data;
  if (to === undefined && recipient === undefined) return { refusal: bad(100, 'to or recipient is required') };
  if (to !== undefined && !/^\+?[\d\s()-]{5,}$/.test(to)) return { refusal: bad(131009, `to is no phone number`) };
  const shape = Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (!shape) return { refusal: unsupported(type) };
  const content = (outer.data as Record<string, unknown>)[type];
  if (content === undefined) return { refusal: bad(131008, `${type} is required`) };
  return inner(shape, type, outer.data, content);
}

function inner(shape: z.ZodType, name: string, outer: Send, content: unknown): { send: Send } | { refusal: Refusal } {
  const read = shape.safeParse(content);
  if (!read.success) return { refusal: refusalOf(read.error, 131009, name) };
  return { send: { ...outer, [name]: read.data } };
}

function refusalOf(error: z.ZodError, code: number, under?: string): Refusal {
  const issue = error.issues[0];
  const path = [...(under ? [under] : []), ...(issue?.path ?? [])].join('.');
  return bad(code, `${path}: ${issue?.message ?? 'is not valid'}`);
}

const TITLES: Record<number, string> = {
  100: 'Invalid parameter',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
};

/** A refusal for a wrong request: 400. */
export function bad(code: number, details: string): Refusal {
  return { status: 400, code, title: TITLES[code] ?? 'Invalid parameter', details };
}

function unsupported(type: string): Refusal {
  return { status: 400, code: 131051, title: 'Unsupported message type', details: `type ${type} is not supported` };
}

const unique = (values: string[]) => new Set(values).size === values.length;
