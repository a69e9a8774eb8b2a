/** Run by itself: faults that nobody catches, first in the work of one channel of two, then in nobody's. */
import { endOnFaults } from '../../src/cli/run-service.ts';
import { openLog } from '../../src/observe/log.ts';
import type { Service } from '../../src/service/open.ts';
import { inChannel } from '../../src/service/own-faults.ts';

const opened: string[] = [];
const channels = {
  all: ['main', 'sales'],
  openAnew: (name: string) => Promise.resolve(void opened.push(name)),
};
endOnFaults(openLog({ level: 'fatal', terminal: false }), () => ({ channels }) as unknown as Service);
inChannel('sales', () => {
  setTimeout(() => {
    throw new Error('in a timer');
  }, 1);
  setTimeout(() => void Promise.reject(new Error('in a promise')), 20);
});
setTimeout(() => {
  process.stdout.write(`${JSON.stringify(opened)}\n`);
  throw new Error('nobody’s');
}, 200);
