import { createHash } from 'node:crypto';
import type { Message } from '../store/tables.ts';

/** A digest of what these messages say: where it differs, something was edited or deleted. */
export const wordsOf = (messages: readonly Message[]): string =>
  createHash('sha256')
    .update(JSON.stringify(messages.map(({ id, payload }) => [id, payload])))
    .digest('base64url');
