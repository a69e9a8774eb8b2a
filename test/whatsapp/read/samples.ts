import { readFileSync } from 'node:fs';
import { parseJson } from '../../../src/wire/json.ts';
import { readWebhook } from '../../../src/whatsapp/read/webhook.ts';
import type { WebhookContent } from '../../../src/whatsapp/types.ts';

/** One line of the samples' index: what a body holds, as counted by another reader than ours. */
export interface Case {
  file: string;
  expect: string;
  found?: {
    messages: {
      id: string | null;
      type: string | null;
      from: string | number | null;
      fromUserId: string | null;
      usable: boolean;
    }[];
    statuses: { id: string; status: string; recipientId: string | null; recipientUserId: string | null }[];
    errors: number;
    otherFields: string[];
    flat: boolean;
  };
  jsonParse?: 'throws';
}

interface Index {
  cases: Case[];
  hmacExample: { secret: string; file: string; value: string };
}

const folder = new URL('../../fixtures/webhook-samples/', import.meta.url);

/** A few minutes after most samples were "sent". */
export const arrivedAt = 1_790_001_000_000;

export const index = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as Index;

export const rawSample = (file: string): Buffer => readFileSync(new URL(file, folder));

/** The sample whose name begins with this number, parsed. */
export function sample(number: string): unknown {
  const found = index.cases.find(({ file }) => file.startsWith(`${number}-`));
  if (!found) throw new Error(`no sample ${number}`);
  const parsed = parseJson(rawSample(found.file));
  if (!parsed.ok) throw new Error(`sample ${number} is not JSON`);
  return parsed.value;
}

export const read = (number: string, at = arrivedAt): WebhookContent => readWebhook(sample(number), at);

/** The only message of a sample. */
export function only(number: string, at = arrivedAt): WebhookContent['messages'][number] {
  const [message, ...others] = read(number, at).messages;
  if (!message || others.length > 0) throw new Error(`sample ${number} has not one message`);
  return message;
}
