import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOffice } from '../../bench/worlds/office.ts';
import { consoleTools } from '../../src/cli/console-tools.ts';
import { packagePath } from '../../src/cli/package.ts';
import { readSettings } from '../../src/config.ts';
import { hashPassword } from '../../src/console/access/password.ts';
import { openLog } from '../../src/observe/log.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { startService } from '../../src/service/open.ts';
import { setUser } from '../../src/store/console/users.ts';

export const PASSWORD = 'una contraseña larga';

/** A service with a console, and people who may look and do: `ana` operates, `beto` looks. */
export interface ShownOffice {
  url: string;
  close(): Promise<void>;
}

const said: [string, string, string][] = [
  ['5491155550111', 'Ana Ríos', 'Hola, ¿a qué hora abren los sábados?'],
  [
    '5215512340112',
    'Luis Hernández Domínguez',
    '¿Hacen envíos a Coyoacán? Necesito 24 medialunas para el domingo a la mañana.',
  ],
  ['5511912340113', 'Júlia', 'Vocês entregam?'],
  ['5491155550114', 'Bruno Álvarez', '¿Tienen pan sin TACC y wifi?'],
  ['5491155550111', 'Ana Ríos', 'Quiero hablar con una persona'],
];

/** @param isFull with a month of what people said, and some who write now; else nobody has ever written */
export async function openOffice(isFull: boolean): Promise<ShownOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-shots-'));
  const file = join(folder, 'office.db');
  if (isFull) await makeOffice(file, Date.now(), { people: 400, messages: 20_000, handoffs: 300 });
  cpSync(packagePath('examples/faq.md'), join(folder, 'faq.md'));
  const sandbox = await startSandbox();
  const environment = {
    ...sandbox.settings,
    ...{ DATABASE_URL: `sqlite:${file}`, PORT: '0', BOT_WAIT: '0', BOT_FAQ: join(folder, 'faq.md') },
    ...{ CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_CABLE: 'false', SWEEP_REQUESTS_PER_MINUTE: '0', RETENTION_DAYS: '60' },
  };
  const service = await startService({
    settings: readSettings(environment),
    tools: (store) => consoleTools(() => environment, store),
    log: openLog({ level: 'silent', terminal: false }),
    consoleDist: packagePath('web/dist/console'),
  });
  sandbox.setWebhook(service.url + service.webhookPath);
  const password = await hashPassword(PASSWORD, 4);
  for (const [name, role] of [
    ['ana', 'operate'],
    ['beto', 'see'],
  ] as const)
    await service.store.write((tx) => setUser(tx, { name, role, password, set_at: 1 }));
  if (isFull)
    for (const [waId, name, text] of said) {
      const before = sandbox.chatwoot.state.messages.length;
      await sandbox.whatsapp.say({ waId, name, text });
      await until(() => sandbox.chatwoot.state.messages.length > before);
    }
  return {
    url: `${service.url}/console/`,
    async close() {
      await service.stop();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @throws Error after a minute */
async function until(isTrue: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!isTrue()) {
    if (performance.now() > end) throw new Error('what was said was not registered within a minute');
    await new Promise((go) => setTimeout(go, 50));
  }
}
