import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openKnowledge, type Knowledge } from '../../src/bots/llm/knowledge/knowledge.ts';
import { silentLog } from '../../src/observe/log.ts';
import { median } from '../report/median.ts';

/** What is asked of it: to read the folder, to read what was changed in it, to look for these questions. */
export type KnowledgeTask = { do: 'open'; folder: string } | { do: 'look' } | { do: 'find'; questions: string[] };

export interface ReadFigures {
  passages: number;
  ms: number;
  /** The longest that everything else waited. */
  stallMs: number;
  /** What the process grew by, at the end and at most. Bytes. */
  grown: number;
  mostGrown: number;
}

export interface FindFigures {
  medianMs: number;
  p95Ms: number;
  found: number;
}

/** A process with the knowledge of a business, and nothing else. */
const before = process.memoryUsage.rss();
const most = () => process.resourceUsage().maxRSS * 1024;
let knowledge: Knowledge | null = null;

process.on('message', (task: KnowledgeTask) => {
  if (task.do === 'find') process.send?.(find(task.questions));
  else
    void read(task).then(
      (figures) => process.send?.(figures),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

async function read(task: KnowledgeTask): Promise<ReadFigures> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const from = performance.now();
  if (task.do === 'open') {
    const { folder } = task;
    // Looked at when it is asked for alone.
    knowledge = await openKnowledge({ folder, faqFile: null, language: 'es', log: silentLog(), lookMs: 3_600_000 });
    await knowledge.ready;
  } else await knowledge?.look();
  const ms = performance.now() - from;
  delay.disable();
  return {
    passages: knowledge?.size ?? 0,
    ms,
    stallMs: delay.max / 1e6,
    grown: process.memoryUsage.rss() - before,
    mostGrown: most() - before,
  };
}

function find(questions: string[]): FindFigures {
  let found = 0;
  const times = questions.map((question) => {
    const from = performance.now();
    found += knowledge?.find(question).length ?? 0;
    return performance.now() - from;
  });
  const sorted = [...times].sort((a, b) => a - b);
  return { medianMs: median(times), p95Ms: sorted[Math.floor(sorted.length * 0.95)] ?? NaN, found };
}
