/** Run by itself: writes rows one by one, each in a transaction of its own that reads before it writes. */
import { openStore } from '../../src/store/open.ts';

const [url = '', name = '', count = '0'] = process.argv.slice(2);
const store = await openStore(url);
for (let n = 0; n < Number(count); n++) {
  await store.write(async (tx) => {
    await tx.selectFrom('meta').select('key').limit(1).execute();
    await tx
      .insertInto('meta')
      .values({ key: `${name}${n}`, value: '1' })
      .execute();
  });
}
await store.close();
