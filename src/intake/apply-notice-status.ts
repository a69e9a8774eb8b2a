import { refusalOf } from '../deliver/fail-late.ts';
import type { ProviderWords } from '../providers/about.ts';
import { noticeOfStatus, settleNotice } from '../store/notify/jobs.ts';
import type { Tx } from '../store/tables.ts';
import type { StatusUpdate } from '../whatsapp/types.ts';
import type { Applied } from './apply-webhook.ts';

/** News of what was sent to NOTIFY_PHONE: a refusal is a problem, anything else ends what was unclear. Null where it is of something else. */
export async function applyNoticeStatus(
  tx: Tx,
  { callbackId, state, error }: StatusUpdate,
  now: number,
  { channelId, provider }: { channelId: string; provider: ProviderWords },
): Promise<Applied | null> {
  const job = callbackId === null ? undefined : await noticeOfStatus(tx, channelId, callbackId);
  if (!job) return null;
  const isRefused = state === 'failed';
  const isOpen = job.state === 'ready' || job.state === 'waiting';
  const wasUnclear = job.state === 'problem' && job.effect.startsWith('unclear ');
  const refusal = isRefused
    ? refusalOf({ error: error?.text ?? null, error_code: error?.code ?? null }, provider)
    : null;
  if (isRefused ? isOpen || job.state === 'done' : isOpen || wasUnclear) await settleNotice(tx, job, refusal, now);
  const fields = { state, ...(error ? { code: error.code } : {}) };
  return { jobs: false, lines: [{ fields, text: 'news of what the operator was told' }] };
}
