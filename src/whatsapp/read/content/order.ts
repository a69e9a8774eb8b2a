import { id, list, number, record, trimmed, type Rec } from '../../../wire/read.ts';
import type { Content, OrderItem } from '../../types.ts';

/** A cart sent from the catalogue. */
export function readOrder(order: Rec | null): Content | string {
  const items: OrderItem[] = [];
  for (const value of list(order?.product_items)) {
    const item = record(value);
    const sku = id(item?.product_retailer_id);
    if (!item || sku === null) continue;
    items.push({
      sku,
      quantity: number(item.quantity) ?? 1,
      price: number(item.item_price),
      currency: trimmed(item.currency),
    });
  }
  const note = trimmed(order?.text);
  if (items.length === 0 && note === null) return 'its products are missing';
  return { kind: 'order', catalogId: id(order?.catalog_id), text: note, items };
}
