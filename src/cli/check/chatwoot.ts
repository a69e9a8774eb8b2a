import { probeServer } from '../../chatwoot/versions/probe.ts';
import type { Finding } from '../../chatwoot/versions/version-finding.ts';
import type { Settings } from '../../config.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line, LineName } from './line.ts';

const names: Record<string, LineName> = {
  address: 'chatwoot',
  version: 'version',
  inbox: 'inbox',
  'identity validation': 'identity',
};
const states = { ok: 'ok', warn: 'warning', wrong: 'wrong' } as const satisfies Record<Finding['state'], Line['state']>;

export interface ChatwootChecked {
  lines: Line[];
  /** Null where it is not told. */
  version: string | null;
  /** Whether it is worth asking further. */
  reachable: boolean;
}

/** Address, release, inbox and identity validation, asked for without leaving anything in Chatwoot. */
export async function checkChatwoot(
  { chatwoot }: Settings,
  fetch: typeof globalThis.fetch,
  words: CheckWords,
): Promise<ChatwootChecked> {
  if (!chatwoot.enabled)
    return { lines: [{ name: 'chatwoot', state: 'off', detail: words.chatwootOff }], version: null, reachable: false };
  const { hmacToken, timeoutMs } = chatwoot;
  const { findings, version, reachable } = await probeServer(chatwoot.url, chatwoot.inboxId, {
    hmacToken,
    timeoutMs,
    fetch,
  });
  const lines = findings.map(({ name, state, detail, fix }): Line => ({
    name: names[name] ?? 'chatwoot',
    state: states[state],
    detail: words.translated(detail),
    ...(fix === undefined ? {} : { fix: words.translated(fix) }),
  }));
  return { lines, version, reachable };
}
