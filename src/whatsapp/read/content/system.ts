import { cleanNumber, isBsuid } from '../../numbers.ts';
import { id, trimmed, type Rec } from '../../../wire/read.ts';
import type { Content } from '../../types.ts';

type Change = (Content & { kind: 'system' })['change'];

/** `customer_…` are older names of the same. */
const changes = new Map<unknown, Change>([
  ['user_changed_number', 'number'],
  ['customer_changed_number', 'number'],
  ['user_changed_user_id', 'user_id'],
  ['customer_identity_changed', 'identity'],
  ['user_identity_changed', 'identity'],
]);

/** News about the person themselves, not a turn of the conversation. The readable `body` is never parsed. */
export function readSystem(system: Rec | null): Content | string {
  if (!system) return 'what changed is missing';
  const change = changes.get(system.type) ?? 'other';
  const moved = change === 'number' ? (cleanNumber(system.new_wa_id) ?? cleanNumber(system.wa_id)) : null;
  return {
    kind: 'system',
    change,
    body: trimmed(system.body),
    newWaId: moved,
    newBsuid: id(system.user_id) ?? (isBsuid(system.wa_id) ? system.wa_id : null),
    oldBsuid: id(system.previous_user_id),
  };
}
