import { deeperThan, id, record } from '../../wire/read.ts';
import { readContent } from './content/read-content.ts';
import { readRecipient, type People } from './sender.ts';
import { readTime } from './time.ts';
import type { Echo } from '../types.ts';

/** Reads one of `value.message_echoes`: what a person of the business wrote in the WhatsApp Business app. A text says why not. */
export function readEcho(value: unknown, people: People, arrivedAt: number): Echo | string {
  const echo = record(value);
  const wamid = id(echo?.id);
  if (!echo || wamid === null) return 'echo without id';
  if (deeperThan(echo, 64)) return 'echo nested too deep';
  const recipient = readRecipient(echo, people);
  if (!recipient) return 'echo without recipient';
  return { wamid, recipient, saidAt: readTime(echo.timestamp, arrivedAt), content: readContent(echo), raw: echo };
}
