import { id, record } from '../../wire/read.ts';
import { readErrors } from './failed.ts';
import { readTime } from './time.ts';
import type { DeliveryState, StatusUpdate } from '../types.ts';

/** `played` (a voice message was listened to) says no more to us than `read`. */
const states = new Map<unknown, DeliveryState>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

/** Reads one of `value.statuses`. A text says why it could not be used: matched is by message id, so without one it is of no use. */
export function readStatus(value: unknown, arrivedAt: number): StatusUpdate | string {
  const status = record(value);
  const wamid = id(status?.id);
  if (!status || wamid === null) return 'status without id';
  const state = states.get(status.status);
  if (!state) return `status ${typeof status.status === 'string' ? status.status : 'without state'}`;
  return {
    wamid,
    state,
    at: readTime(status.timestamp, arrivedAt),
    callbackId: id(status.biz_opaque_callback_data),
    error: state === 'failed' ? (readErrors(status.errors)[0] ?? null) : null,
  };
}
