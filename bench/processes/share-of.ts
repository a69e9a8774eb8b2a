import { Session, type Profiler } from 'node:inspector/promises';

/** How much of this process's work falls to some of its code. */
export interface Share {
  /** 0 to 1, of all samples in which the process did something. */
  share: number;
  samples: number;
}

const EVERY_MICROSECONDS = 200;

/**
 * Watches where the process is, and gives what part of its work went into functions of the files that `isMeant` names, with all that they
 * call. Attributed within one run of one process: of two processes one after the other a hundredth could not be told apart from what else
 * the machine does.
 */
export async function shareOf(
  isMeant: (url: string) => boolean,
): Promise<{ begin(): Promise<void>; end(): Promise<Share> }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: EVERY_MICROSECONDS });
  return {
    begin: () => session.post('Profiler.start'),
    end: async () => shareIn((await session.post('Profiler.stop')).profile, isMeant),
  };
}

function shareIn({ nodes, samples = [] }: Profiler.Profile, isMeant: (url: string) => boolean): Share {
  const parent = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const meant = new Map<number, boolean>();
  const isUnder = (id: number | undefined): boolean => {
    if (id === undefined) return false;
    const known = meant.get(id);
    if (known !== undefined) return known;
    const found = isMeant(byId.get(id)?.callFrame.url ?? '') || isUnder(parent.get(id));
    meant.set(id, found);
    return found;
  };
  const busy = samples.filter((id) => byId.get(id)?.callFrame.functionName !== '(idle)');
  return { share: busy.filter(isUnder).length / Math.max(1, busy.length), samples: busy.length };
}
