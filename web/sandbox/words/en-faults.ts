import type { FaultWords } from './es-faults.ts';

export const faultsEn: FaultWords = {
  fail_before: {
    title: 'Fails before saving',
    whatsapp: 'The send is refused and does not go out: the answer reaches the phone, once, after you switch this off.',
    chatwoot: 'The bot still answers; Chatwoot catches up when you switch this off.',
  },
  fail_after: {
    title: 'Saves, then fails',
    whatsapp: 'The answer arrives although the server says it did not: it must not arrive twice.',
    chatwoot: 'The message is saved although the server says it was not: it must not appear twice.',
  },
  hang: {
    title: 'Never answers',
    whatsapp: 'The service stops waiting and tries again; the answer arrives once this is off.',
    chatwoot: 'The bot keeps answering on time; Chatwoot waits and holds nobody up.',
  },
  cut: {
    title: 'Cuts the connection',
    whatsapp:
      'Nobody knows whether it went out: that is found out before a repeat. The answer arrives, once, when this is off.',
    chatwoot:
      'Nobody knows whether it got in: it is read back before a repeat. The message stands there, once, when this is off.',
  },
  too_many: {
    title: 'Asks to wait (429)',
    whatsapp: 'The pause of 2 seconds is kept; the answer goes out once this is off.',
    chatwoot: 'The pause of 2 seconds is kept; Chatwoot fills up once this is off.',
  },
  slow: {
    title: 'Takes 3 seconds',
    whatsapp: 'The answer arrives later, yet in order and complete.',
    chatwoot: 'Only Chatwoot falls behind; the phone does not notice.',
  },
  maintenance: {
    title: 'In maintenance (302)',
    whatsapp: '',
    chatwoot: 'Sends everybody to another page: that does not count as saved. It fills up once this is off.',
  },
  webhook_drop: {
    title: 'Its news get lost',
    whatsapp: 'The first try is lost: WhatsApp insists, and the message comes in once.',
    chatwoot: 'What an agent writes arrives all the same: the service also listens and looks by itself.',
  },
  webhook_double: {
    title: 'Its news come twice',
    whatsapp: 'The same message twice: it is answered once.',
    chatwoot: 'What an agent writes goes out once.',
  },
  status_failed: {
    title: 'Does not deliver it (131026)',
    whatsapp: 'WhatsApp takes it and then says no: Chatwoot shows it, with the reason.',
    chatwoot: '',
  },
  status_double: {
    title: 'States come twice',
    whatsapp: 'Delivered and read, twice: nothing changes.',
    chatwoot: '',
  },
};
