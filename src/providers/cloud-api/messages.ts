import { Refused } from '../../errors.ts';
import { id, list, record } from '../../wire/read.ts';
import { cleanNumber } from '../../whatsapp/numbers.ts';
import type { Provider } from '../provider.ts';
import type { Call } from './call.ts';

const frame = { messaging_product: 'whatsapp' };

/** Sends and read marks, which are the same wherever the Cloud API is spoken. */
export function messages(call: Call, url: string, name: string): Pick<Provider, 'send' | 'markRead'> {
  return {
    async send(address, part, callbackId) {
      const body = {
        ...frame,
        recipient_type: 'individual',
        ...address,
        ...part,
        biz_opaque_callback_data: callbackId,
      };
      const { status, value } = await call('POST', url, body);
      const wamid = id(record(list(record(value)?.messages)[0])?.id);
      if (wamid === null)
        throw new Refused(`${name} answered ${status} without a message id`, { status, unclear: true });
      return { wamid, waId: cleanNumber(record(list(record(value)?.contacts)[0])?.wa_id) };
    },

    async markRead(wamid, typing) {
      const shown = typing ? { typing_indicator: { type: 'text' } } : {};
      await call('POST', url, { ...frame, status: 'read', message_id: wamid, ...shown });
    },
  };
}
