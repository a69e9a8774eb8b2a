import { id, list, record, type Rec } from '../../wire/read.ts';

/** Whose number a part of a body is about, by Meta's id of it; null where it does not say: news of the account. */
const numberOf = (change: unknown): string | null =>
  id(record(record(record(change)?.value)?.metadata)?.phone_number_id) ?? null;

/**
 * A body by the numbers it is about: one address may be that of many numbers. Of one number it is the body as it came.
 *
 * @returns what each number's part is, in the order in which they come first
 */
export function byNumber(body: unknown): { number: string | null; body: unknown }[] {
  const entries = list(record(body)?.entry);
  const numbers = new Set<string | null>();
  for (const entry of entries) for (const change of list(record(entry)?.changes)) numbers.add(numberOf(change));
  const [only = null, ...more] = numbers;
  if (more.length === 0) return [{ number: only, body }];
  return [...numbers].map((number) => ({ number, body: { ...(body as Rec), entry: entriesOf(entries, number) } }));
}

function entriesOf(entries: unknown[], number: string | null): Rec[] {
  return entries.flatMap((entry) => {
    const changes = list(record(entry)?.changes).filter((change) => numberOf(change) === number);
    return changes.length === 0 ? [] : [{ ...(entry as Rec), changes }];
  });
}
