import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { ChatwootUnreachable } from '../../../src/chatwoot/failures/unreachable.ts';
import { silentLog } from '../../../src/observe/log.ts';
import { Target, type Heard } from '../../../src/targets/target.ts';
import { fileOf } from '../../media/people.ts';
import { agentSendsFile, open, rig, whatsapp, withSends } from '../send-setup.ts';

withSends();

test('an agent’s file waits as long as Chatwoot is away, and goes when it is back', async () => {
  const bytes = fileOf('application/pdf');
  const inbox = { says: 'fails' as Heard, target: null as Target | null };
  await rig.close();
  await open(
    undefined,
    () =>
      inbox.says === 'works'
        ? Promise.resolve({ type: 'application/pdf', name: 'a.pdf', size: bytes.length, bytes: Readable.from([bytes]) })
        : Promise.reject(new ChatwootUnreachable('GET a file', 'refused', { unclear: false })),
    {
      get rest() {
        return inbox.target?.rest ?? null;
      },
      isDown: async (reason, fix) => (await inbox.target?.isDown(reason, fix)) ?? false,
    },
  );
  inbox.target = new Target({
    name: 'chatwoot',
    clock: rig.clock,
    random: () => 0,
    log: silentLog(),
    ask: () => Promise.resolve(inbox.says),
    most: () => 8,
  });
  await agentSendsFile('5491155550123');
  const began = rig.clock.at;
  await rig.windUntil(() => rig.clock.at - began > 600_000 && rig.worker.running === 0);
  expect(await rig.jobs()).toMatchObject([{ state: 'ready', attempts: 0 }]);
  inbox.says = 'works';
  await rig.windUntil(() => {
    inbox.target?.tend();
    return whatsapp.sent.length === 1;
  });
  expect(whatsapp.sent.map(({ type }) => type)).toEqual(['document']);
});
