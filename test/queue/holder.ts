/** Run by itself: claims everything in a database, says so, and goes on living until it is killed. */
import { claim } from '../../src/store/jobs.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { openStore } from '../../src/store/open.ts';

const store = await openStore(process.argv[2] ?? '');
const now = Date.now();
await store.write((tx) =>
  claim(tx, { channelId: 'main', kind: 'send', limit: 10, now, leaseMs: 60_000, token: leaseToken() }),
);
process.stdout.write('claimed\n');
setInterval(() => undefined, 1_000);
