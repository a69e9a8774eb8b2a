import { setValue, valueOf } from '../meta.ts';
import type { Db, Tx } from '../tables.ts';

/** When the operator last wrote to a channel's number from NOTIFY_PHONE, by WhatsApp's time, and the number as WhatsApp writes it. */
export interface OperatorWrote {
  at: number;
  waId: string;
}

const keyOf = (channel: string): string => `operator:${channel}`;

/** Null where they never did. */
export async function operatorWrote(db: Db | Tx, channel: string): Promise<OperatorWrote | null> {
  const value = await valueOf(db, keyOf(channel));
  return value === null ? null : (JSON.parse(value) as OperatorWrote);
}

/** The newest counts, in whichever order they come. */
export async function keepOperatorWrote(tx: Tx, channel: string, wrote: OperatorWrote): Promise<void> {
  const before = await operatorWrote(tx, channel);
  if (before !== null && before.waId === wrote.waId && before.at >= wrote.at) return;
  await setValue(tx, keyOf(channel), JSON.stringify(wrote));
}
