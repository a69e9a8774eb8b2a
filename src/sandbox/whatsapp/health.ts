import type { WhatsAppState } from './people.ts';

export const WABA = '200000000000001';
export const APP = '400000000000001';

/** All is well. */
export function healthOf(state: WhatsAppState): Record<string, unknown> {
  const entity = (entity_type: string, id: string) => ({ entity_type, id, can_send_message: 'AVAILABLE' });
  const entities = [
    entity('PHONE_NUMBER', state.number.id),
    entity('WABA', WABA),
    entity('BUSINESS', '300000000000001'),
    entity('APP', APP),
  ];
  return { can_send_message: 'AVAILABLE', entities };
}
