import { STATUS_CODES } from 'node:http';
import type { FaultAnswers } from '../fault-door.ts';
import { answer, type SandboxContext } from '../http.ts';

const JSON_TYPE = 'application/json';

export function ok(c: SandboxContext, body: unknown): Response {
  return answer(c, 200, JSON_TYPE, JSON.stringify(body));
}

/** Why a message is refused, as Meta says it. */
export interface Refusal {
  status: number;
  code: number;
  title: string;
  details: string;
}

export function refused(c: SandboxContext, refusal: Refusal, headers: Record<string, string> = {}): Response {
  const { status, code, title, details } = refusal;
  const error = {
    message: `(#${code}) ${title}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details },
    fbtrace_id: 'ASandboxTrace0000000000',
  };
  return answer(c, status, JSON_TYPE, JSON.stringify({ error }), headers);
}

/** 360dialog's own words, in another form than Meta's. */
export function ownError(c: SandboxContext, status: number, message: string, details: string[] = []): Response {
  const meta = { success: false, http_code: status, developer_message: message, details };
  return answer(c, status, JSON_TYPE, JSON.stringify({ meta }));
}

const THROUGHPUT = { title: 'Rate limit hit', details: 'Cloud API message throughput has been reached.' };
/** Limits with other codes than the throughput's. */
const LIMITS: Record<number, { title: string; details: string }> = {
  131048: {
    title: 'Spam rate limit hit',
    details: 'There are restrictions on how many messages can be sent from this phone number.',
  },
  131056: {
    title: '(Business Account, Consumer Account) pair rate limit hit',
    details: 'Too many messages sent from this phone number to the same recipient in a short period.',
  },
};

export const whatsappFaultAnswers: FaultAnswers = {
  failed: (c) =>
    refused(c, { status: 500, code: 131000, title: 'Something went wrong', details: 'A fault of the sandbox.' }),
  missing: (c) => ownError(c, 404, 'Not found'),
  tooMany: (c, headers, code = 130429) =>
    refused(c, { status: code === 130429 ? 429 : 400, code, ...(LIMITS[code] ?? THROUGHPUT) }, headers),
  // 360dialog's own gateway, or what stands before it: no code of Meta's.
  refused: (c, status) => answer(c, status, 'text/plain', `${status} ${STATUS_CODES[status] ?? ''}\n`),
};
