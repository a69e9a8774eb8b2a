import { z } from 'zod';
import type { PhoneMediaKind } from '../types.ts';
import { MEDIA_KINDS } from './media-kinds.ts';

/** A file in a send: by the id of an upload, or by a link. */
export interface MediaContent {
  id?: string | undefined;
  link?: string | undefined;
  caption?: string | undefined;
  filename?: string | undefined;
  voice?: boolean | undefined;
}

const atMost = (max: number) => z.string().refine((value) => value.length <= max, `is longer than ${max}`);

const media = z
  .looseObject({
    id: z.string().min(1).optional(),
    link: z.url({ protocol: /^https?$/ }).optional(),
    caption: atMost(1_024).optional(),
    filename: z.string().optional(),
    voice: z.boolean().optional(),
  })
  .refine((one) => (one.id === undefined) !== (one.link === undefined), 'either id or link is wanted');

/** Captions go with pictures, films and documents; names with documents alone. */
function mediaOf(kind: PhoneMediaKind): z.ZodType<MediaContent> {
  const without = kind === 'audio' || kind === 'sticker';
  return media
    .refine((one) => !without || one.caption === undefined, { message: `${kind} has no caption`, path: ['caption'] })
    .refine((one) => kind === 'document' || one.filename === undefined, {
      message: 'only of documents',
      path: ['filename'],
    });
}

const coordinate = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);

const parameter = z.looseObject({ type: z.string() });

const template = z.looseObject({
  name: z.string().min(1).max(512),
  language: z.looseObject({ code: z.string().min(2) }),
  components: z.array(z.looseObject({ type: z.string(), parameters: z.array(parameter).optional() })).optional(),
});

export type TemplateContent = z.infer<typeof template>;

const location = z.looseObject({
  latitude: coordinate,
  longitude: coordinate,
  name: z.string().optional(),
  address: z.string().optional(),
});

export type LocationContent = z.infer<typeof location>;

const reaction = z.looseObject({ message_id: z.string().min(1), emoji: z.string() });

export type ReactionContent = z.infer<typeof reaction>;

const contacts = z.array(z.looseObject({ name: z.looseObject({ formatted_name: z.string().min(1) }) })).min(1);

/** What must be right of each type beside texts and interactive messages. */
export const CONTENTS: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(MEDIA_KINDS.map((kind) => [kind, mediaOf(kind)])),
  template,
  location,
  reaction,
  contacts,
};
