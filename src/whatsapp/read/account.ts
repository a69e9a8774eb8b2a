import { cutText } from '../../text.ts';
import { record, text } from '../../wire/read.ts';
import { maskNumbersIn } from '../numbers.ts';

/** Changes that concern the whole account (bans, restrictions, reviews): operators must hear of them. */
const accountFields = new Set(['account_update', 'account_alerts', 'account_review_update']);

export const isAccountField = (field: string): boolean => accountFields.has(field);

/** One line for operators: the field and what it says, numbers masked, at most 300 characters. */
export function readAccountNews(field: string, value: unknown): { code: null; text: string } {
  const facts: string[] = [];
  gather(value, '', facts, 4);
  return { code: null, text: cutText(maskNumbersIn(`${field}: ${facts.join(', ')}`), 300) };
}

function gather(value: unknown, name: string, facts: string[], levels: number): void {
  if (facts.length >= 20 || levels === 0) return;
  if (Array.isArray(value)) {
    for (const item of value) gather(item, name, facts, levels - 1);
    return;
  }
  const object = record(value);
  if (object) {
    for (const [key, part] of Object.entries(object)) gather(part, key, facts, levels - 1);
    return;
  }
  const told = text(value) ?? (typeof value === 'number' || typeof value === 'boolean' ? String(value) : null);
  if (told) facts.push(`${name} ${told}`);
}
