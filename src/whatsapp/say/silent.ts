import type { Content } from '../types.ts';

/**
 * What WhatsApp tells as a message that it does not support, though nothing was said: somebody pinned or kept a message, voted in a poll,
 * changed how long messages stay. Such an act is neither answered nor shown.
 */
const acts = new Set([
  ...['pin', 'unpin', 'pin_in_chat', 'unpin_in_chat'],
  ...['keep_in_chat', 'undo_keep_in_chat', 'unkeep_in_chat'],
  ...['ephemeral', 'ephemeral_setting', 'ephemeral_sync', 'disappearing_mode'],
  ...['poll_update', 'poll_vote', 'poll_result_snapshot', 'event_response'],
  ...['reaction', 'enc_reaction', 'comment', 'enc_comment'],
  ...['protocol', 'sender_key_distribution', 'device_sent', 'history_sync', 'message_history_notice'],
  ...['e2e_notification', 'notification', 'notification_template', 'call_log', 'ciphertext_notification'],
  ...['read_receipt', 'typing', 'presence', 'chat_state'],
]);

/** These change what was said before: agents see that it happened, though not what it says now. Nothing new was said. */
const changes = new Set([
  'edit',
  'message_edit',
  'secret_encrypted_edit',
  'revoke',
  'revoked',
  'admin_revoke',
  'delete',
]);

/** As one word, however it is spelt: `pinInChatMessage`, `PIN_IN_CHAT` and `pin_in_chat` are the same. */
function typeOf(content: Content): string {
  if (content.kind !== 'unsupported') return '';
  return content.type
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/_message$/, '');
}

/** An act without words that nobody has to see. */
export const isSilentAct = (content: Content): boolean => acts.has(typeOf(content));

/** A change of an earlier message whose new form WhatsApp does not tell. */
export const isUnseenChange = (content: Content): boolean => changes.has(typeOf(content));
