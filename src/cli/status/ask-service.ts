import type { ProcessSettings } from '../../config.ts';
import type { Rest } from '../../targets/rests.ts';
import { answerText, SHORT } from '../../wire/answer-text.ts';

/** What the running service says of a target it does not call now; as in `/health/ready`. */
export interface TargetRest extends Rest {
  target: 'chatwoot' | 'whatsapp';
}

interface Heard {
  cable: 'on' | 'deaf' | 'off';
  webhook: 'on' | 'off';
}

/** What it says of a channel. */
export interface ChannelState {
  channel: string;
  state: 'on' | 'parked';
  reason?: string;
  fix?: string;
  rests: TargetRest[];
  listening: Heard;
}

export interface Service {
  address: string;
  running: boolean;
  /** Why its database cannot be used now, and what to do; null where it can. */
  trouble: { reason: string; fix: string } | null;
  rests: TargetRest[];
  /** How agents are heard; null while it does not run. */
  listening: Heard | null;
  channels: ChannelState[];
}

/** Longer than a service waits for a database that another program has locked. Milliseconds. */
const ANSWERS_MS = 4_000;

/** Of the whole of it. */
interface Told {
  status?: string;
  reason?: string;
  fix?: string;
}

/** Whether it answers where these settings say that it listens. */
export async function askService({ host, port }: ProcessSettings): Promise<Service> {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const address = `http://${near.includes(':') ? `[${near}]` : near}:${port}`;
  const silent = { address, running: false, trouble: null, rests: [], listening: null, channels: [] };
  if (port === 0) return silent;
  try {
    const response = await fetch(`${address}/health/ready`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWERS_MS),
    });
    const told = JSON.parse(await answerText(response, SHORT)) as Partial<Service> & Told;
    const { status, reason, fix, rests = [], listening = null, channels = [] } = told;
    const running = status === 'ready' || status === 'not ready';
    const trouble = running && reason !== undefined && fix !== undefined ? { reason, fix } : null;
    return { address, running, trouble, rests, listening: running ? listening : null, channels };
  } catch {
    // Nothing listens there, or something else.
    return silent;
  }
}
