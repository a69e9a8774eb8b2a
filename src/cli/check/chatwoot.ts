import { probeServer } from '../../chatwoot/probe.ts';
import type { Finding } from '../../chatwoot/version-finding.ts';
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

/** Address, release, inbox and identity validation, asked for without leaving anything in Chatwoot. */
export async function checkChatwoot(
  { chatwoot }: Settings,
  fetch: typeof globalThis.fetch,
  words: CheckWords,
): Promise<Line[]> {
  if (!chatwoot.enabled) return [{ name: 'chatwoot', state: 'off', detail: words.chatwootOff }];
  const { hmacToken, timeoutMs } = chatwoot;
  const { findings } = await probeServer(chatwoot.url, chatwoot.inboxId, { hmacToken, timeoutMs, fetch });
  const lines = findings.map(({ name, state, detail, fix }): Line => ({
    name: names[name] ?? 'chatwoot',
    state: states[state],
    detail: words.translated(detail),
    ...(fix === undefined ? {} : { fix: words.translated(fix) }),
  }));
  if (chatwoot.dryRun) lines.push({ name: 'chatwoot', state: 'warning', detail: words.dryRun, fix: words.dryRunFix });
  return lines;
}
