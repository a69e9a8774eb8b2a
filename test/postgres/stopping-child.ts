import pg from 'pg';
import { loadEnvironment } from '../../src/config.ts';
import { echoBot, startOn } from '../stack.ts';

/**
 * The service as a process of its own that stops itself, as if by Ctrl-Z, in the middle of the first write that holds the statement
 * `STOPS_IN`: before that write is committed. Tells the parent its webhook address.
 */
const environment = loadEnvironment(import.meta.dirname) as Record<string, string>;
const stopsIn = new RegExp(environment['STOPS_IN'] ?? '');

// eslint-disable-next-line @typescript-eslint/unbound-method -- Called with the client it was called on.
const { query } = pg.Client.prototype;
const inIt = new WeakSet<pg.Client>();
let isDone = false;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [first] = given as [string | { text: string }];
  const text = typeof first === 'string' ? first : first.text;
  if (stopsIn.test(text)) inIt.add(this);
  else if (text.startsWith('begin')) inIt.delete(this);
  else if (text === 'commit' && inIt.has(this) && !isDone) {
    isDone = true;
    process.kill(process.pid, 'SIGSTOP');
  }
  return Reflect.apply(query, this, given) as unknown;
} as typeof query;

const service = await startOn(environment, echoBot);
process.send?.(service.url + service.webhookPath);
