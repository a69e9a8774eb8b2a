import { expect, test } from 'vitest';
import { fixGaps } from '../../src/audit/fix.ts';
import { openBranches } from '../channels/branches.ts';
import { eventually } from '../stack.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';
import { auditedChannel, gapsOf, settled } from './audited.ts';

const ana = personNumber(1);

test('two channels in one Chatwoot, the same person at both: each has its own days and gaps', async () => {
  const branches = await openBranches({ channels: { ventas: {}, taller: {} } });
  const { service } = branches;
  try {
    for (const name of ['ventas', 'taller']) {
      const channel = service.channels.all.find((one) => one.name === name);
      const url = () => `${service.url}/webhooks/whatsapp/${channel?.webhookSecret}`;
      await deliver(url, textWebhook(ana, 'wamid.same', `hola ${name}`));
      await eventually(() => branches.desk(name, ana).length === 2);
    }
    await settled({ service });
    const { state } = branches.chatwoot['ventas']!;
    const lost = state.messages.find(({ content }) => content === 'hola taller');
    for (const list of [
      state.messages as unknown[],
      ...[...state.conversations.values()].map((it) => it.messages as unknown[]),
    ])
      if (list.includes(lost)) list.splice(list.indexOf(lost), 1);
    const look = async () => {
      const found: Record<string, string[]> = {};
      for (const { name, settings } of service.channels.all) {
        const report = await auditedChannel(service, settings);
        expect(report.days).toMatchObject([{ received: 1, answered: 1, said: 1, registered: 2 }]);
        found[name] = await gapsOf({ service }, report);
        await fixGaps(service.store, report.gaps, Date.now());
      }
      return found;
    };
    expect(await look()).toEqual({ ventas: [], taller: ['missing: hola taller'] });
    await settled({ service });
    expect(await look()).toEqual({ ventas: [], taller: [] });
    expect(branches.desk('taller', ana).at(-1)).toMatch(/^🕒 .*\nhola taller$/);
    expect(branches.desk('ventas', ana)).toHaveLength(2);
  } finally {
    await branches.close();
  }
});
