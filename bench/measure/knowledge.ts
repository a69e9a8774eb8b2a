import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandboxLlm } from '../../src/sandbox/llm/server.ts';
import type { Measurement, Size } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import type { FindFigures, KnowledgeTask, ReadFigures } from '../processes/knowledge-child.ts';
import type { TurnFigures, TurnTask } from '../processes/turn-child.ts';
import { fact, goal, mb, ms, whole, type Row } from '../report/row.ts';
import { temporaryFolder } from '../worlds/folder.ts';
import { writePapers, type Papers } from '../worlds/papers.ts';

const MOST_ADDED_MS = 15;
const MOST_QUERY_MS = 15;
const MOST_BYTES = 200e6;
const MOST_STALL_MS = 70;

export const knowledge: Measurement = {
  name: 'knowledge',
  title: 'a turn of `BOT=llm` beside the bare call of its model, and the weight of knowledge',
  how: `
What a business wrote is made up: sections of 85 words under headings, words as unequally often as in any language.

- **A turn**: a bot with 1 MB of knowledge and a history of 30 messages asks a model that answers at once, from another process; right behind
  each turn the same body is sent to it by a bare \`fetch\`. The medians, and the median of the differences: what looking up, prompt, gate
  and sources cost. Keeping a step in the ledger is not in it.
- **20 MB**: a process that holds nothing else reads them. What it grew by, at most meanwhile; what questions of six words take, half of them
  with a slip of the pen; the longest that everything else in it waited, while all is read and while a changed file is, beside the same of
  a process that does nothing (what that waits, every process of this machine does).`,
  async measure(size) {
    return [...(await measureTurn(size)), ...(await measureWeight(size))];
  },
};

const question = ({ words }: Papers, n: number): string =>
  `¿Cuánto sale ${words(4).join(' ')} ${n % 2 === 0 ? words(1)[0] : 'zanahoriaz'}?`;

async function measureTurn(size: Size): Promise<Row[]> {
  const folder = temporaryFolder();
  const llm = await startSandboxLlm({ model: () => ({ text: '¡Hola! ¿En qué te puedo ayudar?' }) });
  try {
    const isWhole = size === 'whole';
    const papers = writePapers(folder.path, isWhole ? 1e6 : 2e4, isWhole ? 8_000 : 400);
    const env = { ...llm.settings, BOT: 'llm', BOT_KNOWLEDGE: folder.path };
    const child = start('turn-child.ts', { env });
    await said(child);
    const some = (count: number): TurnTask => ({
      questions: Array.from({ length: count }, (_, n) => question(papers, n)),
    });
    await ask<TurnFigures>(child, some(isWhole ? 60 : 1));
    const { turnMs, bareMs, addedMs } = await ask<TurnFigures>(child, some(isWhole ? 300 : 2));
    await end(child);
    const what = 'A turn with 1 MB of knowledge, added to the bare call of the model';
    const reached = addedMs <= MOST_ADDED_MS;
    return [goal(what, `bare call: ${ms(bareMs)}`, `${ms(turnMs)}: +${ms(addedMs)}`, `≤ ${MOST_ADDED_MS} ms`, reached)];
  } finally {
    await llm.close();
    folder.remove();
  }
}

async function measureWeight(size: Size): Promise<Row[]> {
  const folder = temporaryFolder();
  try {
    const isWhole = size === 'whole';
    const papers = writePapers(folder.path, isWhole ? 20e6 : 5e4, isWhole ? 40_000 : 400);
    const idle = start('idle-child.ts');
    const child = start('knowledge-child.ts');
    await Promise.all([said(idle), said(child)]);
    const tell = async <T>(task: KnowledgeTask) => await ask<T>(child, task);
    const stall = async () => (await ask<{ stallMs: number }>(idle)).stallMs;
    await stall();
    const read = await tell<ReadFigures>({ do: 'open', folder: folder.path });
    const idleRead = await stall();
    const questions = Array.from({ length: isWhole ? 400 : 4 }, (_, n) => question(papers, n));
    const { medianMs, p95Ms } = await tell<FindFigures>({ do: 'find', questions });
    const file = join(folder.path, '0.md');
    writeFileSync(file, `# Cambiado\n\n${papers.words(1_000).join(' ')}\n`);
    await stall();
    const changed = await tell<ReadFigures>({ do: 'look' });
    const idleChanged = await stall();
    await Promise.all([end(child), end(idle)]);
    const reads = (what: string, idleMs: number, { stallMs, ms: took }: ReadFigures) =>
      goal(
        what,
        `a process that does nothing: ${ms(idleMs)}`,
        `${ms(stallMs)}, in ${ms(took)} of reading`,
        `≤ ${MOST_STALL_MS} ms, or as the other`,
        stallMs <= Math.max(MOST_STALL_MS, idleMs * 1.2),
      );
    return [
      goal(
        'Memory of 20 MB of knowledge',
        '',
        `+${mb(read.grown)}, at most +${mb(read.mostGrown)}`,
        `≤ ${mb(MOST_BYTES)}`,
        read.mostGrown <= MOST_BYTES,
      ),
      goal(
        'A question to 20 MB',
        '',
        `median ${ms(medianMs)}, p95 ${ms(p95Ms)}`,
        `median ≤ ${MOST_QUERY_MS} ms`,
        medianMs <= MOST_QUERY_MS,
      ),
      reads('The longest wait while 20 MB are read', idleRead, read),
      reads('The longest wait while a changed file is read', idleChanged, changed),
      fact('Passages in 20 MB', `${whole(papers.files)} files`, whole(read.passages)),
    ];
  } finally {
    folder.remove();
  }
}
