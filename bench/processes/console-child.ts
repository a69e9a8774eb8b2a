import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Bot } from '../../src/bots/bot.ts';
import { loadEnvironment, readSettings } from '../../src/config.ts';
import { hashPassword } from '../../src/console/access/password.ts';
import { openLog } from '../../src/observe/log.ts';
import { startService } from '../../src/service/open.ts';
import { setUser } from '../../src/store/console/users.ts';

/**
 * The service with the console's pages as a process of its own. Tells its webhook address, then whenever it is asked the longest time since
 * the last question in which it did nothing else. Its arguments: the name and password of who may log in.
 */
const echo: Bot = { answer: ({ messages }) => messages.map(({ text }) => ({ do: 'reply', text: `re: ${text}` })) };
const settings = readSettings(loadEnvironment(import.meta.dirname));
const service = await startService({
  settings,
  log: openLog({ level: settings.logLevel, terminal: false }),
  bot: echo,
  consoleDist: join(import.meta.dirname, '../../web/dist/console'),
});
const [name = '', word = ''] = process.argv.slice(2);
// What a login costs is no page's matter.
const password = await hashPassword(word, 4);
await service.store.write((tx) => setUser(tx, { name, role: 'operate', password, set_at: 1 }));
process.send?.({ url: service.url, webhook: service.url + service.webhookPath });

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', () => {
  const stallMs = delay.max / 1e6;
  delay.reset();
  process.send?.({ stallMs });
});
process.on('disconnect', () => {
  void service.stop().then(() => process.exit(0));
});
