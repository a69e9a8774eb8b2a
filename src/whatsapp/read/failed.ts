import { cutText } from '../../text.ts';
import { list, number, record, trimmed } from '../../wire/read.ts';
import { maskNumbersIn } from '../numbers.ts';

/** One `errors[]` item of a webhook: its code and the most telling of its texts, numbers of people masked, at most 300 characters. */
export interface ReportedError {
  code: number | null;
  text: string;
}

export function readErrors(errors: unknown): ReportedError[] {
  const read: ReportedError[] = [];
  for (const item of list(errors)) {
    const error = record(item);
    if (!error) continue;
    const told =
      trimmed(record(error.error_data)?.details) ??
      trimmed(error.details) ??
      trimmed(error.message) ??
      trimmed(error.title);
    read.push({ code: number(error.code), text: cutText(maskNumbersIn(told ?? 'no reason given'), 300) });
  }
  return read;
}
