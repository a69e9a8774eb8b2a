import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Runs in the program, when it ends: keeps much for a moment, and tells what room there is for new objects then. */
const look = `
  import { writeSync } from 'node:fs';
  import { getHeapSpaceStatistics } from 'node:v8';
  process.on('exit', () => {
    let kept = [];
    for (let n = 0; n < 1_000_000; n += 1) {
      kept.push({ n });
      if (kept.length > 50_000) kept = [];
    }
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    writeSync(1, 'young memory: ' + young.space_size);
  });
`;

test('the program keeps its memory for new objects small: twice 3 MB', async () => {
  const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
  const parameters = ['--import', `data:text/javascript,${encodeURIComponent(look)}`, cli, '--version'];
  const { stdout } = await promisify(execFile)(process.execPath, parameters);
  expect(Number(/young memory: (\d+)/.exec(stdout)?.[1])).toBeLessThan(7_000_000);
});
