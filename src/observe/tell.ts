import type { Log } from './log.ts';
import { count } from './meter.ts';

/** What was written into the ledger, as the log tells it once it is there. */
export interface Line {
  fields: Record<string, unknown>;
  text: string;
}

/** What of it is counted too, by the text of its line. */
const counted: Record<string, (channel: string, fields: Line['fields']) => void> = {
  'message received': (channel) => count('optiatiende_messages_total', { channel, author: 'customer' }),
  'an agent wrote': (channel) => count('optiatiende_messages_total', { channel, author: 'agent' }),
  'a person answered on the phone': (channel) => count('optiatiende_messages_total', { channel, author: 'phone' }),
  'delivery news': (channel, { state }) => count('optiatiende_deliveries_total', { channel, state: String(state) }),
  'a person answers from now on': (channel, { reason }) =>
    count('optiatiende_handoffs_total', { channel, cause: String(reason) }),
};

/** Tells the log, and counts. */
export function tell(log: Log, channel: string, lines: readonly Line[]): void {
  for (const { fields, text } of lines) log.info(fields, text);
  countLines(channel, lines);
}

/** Counts what is told elsewhere. */
export function countLines(channel: string, lines: readonly Line[]): void {
  for (const { fields, text } of lines) counted[text]?.(channel, fields);
}
