import { cutText } from '../../text.ts';
import type { Content, OrderItem } from '../types.ts';
import type { Words } from './words.ts';

/** An order: a line per product, the total where every price is known and in one currency, and the person's note. */
export function describeOrder(order: Content & { kind: 'order' }, say: Words): string {
  const lines = order.items.map((item) => `${item.quantity} × ${item.sku}${priced(item)}`);
  const total = sum(order.items);
  if (total !== null) lines.push(`${say.total}: ${total}`);
  if (order.text !== null) lines.push(order.text);
  return [`🛒 ${say.order}`, ...lines].join('\n');
}

function priced({ price, currency }: OrderItem): string {
  return price === null ? '' : ` · ${amount(price, currency)}`;
}

function sum(items: OrderItem[]): string | null {
  const currency = items[0]?.currency ?? null;
  let total = 0;
  for (const item of items) {
    if (item.price === null || item.currency !== currency) return null;
    total += item.price * item.quantity;
  }
  return items.length === 0 ? null : amount(total, currency);
}

/** Two decimals at most, as written everywhere; no language's thousands marks, which another would misread. */
function amount(value: number, currency: string | null): string {
  const number = Number.isInteger(value) ? String(value) : value.toFixed(2);
  return currency === null ? number : `${number} ${currency}`;
}

/** Of no use to a reader: it only ties the answer to the form that was sent. */
const hidden = new Set(['flow_token', 'saved_address_id']);
const mostLines = 40;

/** A form that was filled in: `key: value`, one per line. WhatsApp's own readable text where the data could not be read. */
export function describeForm(form: Content & { kind: 'form' }, say: Words): string {
  const lines: string[] = [];
  if (typeof form.data === 'object' && form.data !== null) gather(form.data, [], lines, say);
  if (lines.length === 0 && form.body !== null) lines.push(form.body);
  if (lines.length > mostLines) lines.splice(mostLines, Infinity, '…');
  return [`📝 ${form.name === 'flow' ? say.form : form.name.replaceAll('_', ' ')}`, ...lines].join('\n');
}

function gather(value: unknown, path: string[], lines: string[], say: Words): void {
  if (lines.length > mostLines || value === null || value === undefined) return;
  if (typeof value === 'object') {
    if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
      return line(path, value.map((item) => leaf(item, say)).join(', '), lines);
    }
    for (const [key, part] of Object.entries(value)) {
      if (!hidden.has(key)) gather(part, key === 'values' ? path : [...path, key], lines, say);
    }
    return;
  }
  line(path, leaf(value, say), lines);
}

function line(path: string[], value: string, lines: string[]): void {
  lines.push(cutText(`${path.join(' ').replaceAll('_', ' ')}: ${value}`, 500));
}

function leaf(value: unknown, say: Words): string {
  if (typeof value === 'boolean') return value ? say.yes : say.no;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
