import { systemClock, type Clock } from '../../clock.ts';
import { Misconfigured } from '../../errors.ts';
import { record } from '../../wire/read.ts';
import { baseUrl } from '../address.ts';
import { exchange, type Answer, type Ask, type Fetch } from '../api/exchange.ts';
import { fixes, identityFault } from '../failures/fixes.ts';
import { ChatwootRefused, refusalOf } from '../failures/refusal.ts';
import { inboxShape, type Inbox } from '../api/shapes.ts';
import { ChatwootUnreachable } from '../failures/unreachable.ts';
import { versionFinding, type Finding } from './version-finding.ts';
import { compareVersions, isVersion } from './versions.ts';

/** What is known of a server after asking it, without leaving anything there. */
export interface Probe {
  /** Something that is a Chatwoot answered. */
  reachable: boolean;
  /** As the server tells it; where it hides it, the release it is at least (`atLeast`), or null. */
  version: string | null;
  atLeast: boolean;
  /** Null where it was not found or could not be asked. */
  inbox: Inbox | null;
  /** The server's clock (`Date` of its first answer), milliseconds since 1970; null where it sent none. */
  serverTime: number | null;
  /** In the order to show. */
  findings: Finding[];
}

export interface ProbeOptions {
  hmacToken: string | null;
  /** Per call; milliseconds, 10,000 by default. */
  timeoutMs?: number;
  fetch?: Fetch;
  clock?: Clock;
}

/** Asks a server by calls that change nothing: `GET /api`, `GET` of the inbox, and three that are refused (404 or 401) by design. Never throws for what the server does. */
export async function probeServer(url: string, inboxId: string, options: ProbeOptions): Promise<Probe> {
  const probe: Probe = { reachable: false, version: null, atLeast: false, inbox: null, serverTime: null, findings: [] };
  const { findings } = probe;
  const clock = options.clock ?? systemClock;
  const address = (state: Finding['state'], detail: string, fix?: string) =>
    findings.push({ name: 'address', state, detail, ...(fix === undefined ? {} : { fix }) });
  const stopped = (error: unknown) => {
    address('wrong', error instanceof Error ? error.message : String(error), fixFor(error));
    return probe;
  };

  try {
    const root = baseUrl(url);
    const base = `/public/api/v1/inboxes/${encodeURIComponent(inboxId)}`;
    const ask = (method: Ask['method'], path: string, call: string): Promise<Answer> =>
      exchange(
        { method, url: root + path, call: `${method} ${call}`, timeoutMs: options.timeoutMs ?? 10_000 },
        options.fetch,
      );

    const api = await ask('GET', '/api', '/api');
    probe.serverTime = timeOf(api);
    probe.version = versionIn(api);

    const answer = await ask('GET', base, '/');
    const refusal = refusalOf(answer, { call: 'GET /', url: root + base, changes: false, now: clock.now() });
    // A redirect is worth a stop even where /api answers: nothing is followed, so nothing would be registered.
    if (refusal.kind === 'redirect') throw refusal;
    const inbox = answer.ok ? inboxShape.safeParse(answer.json) : null;
    probe.inbox = inbox?.success ? inbox.data : null;
    const knowsInboxes = probe.inbox !== null || (answer.status === 404 && answer.isJson);
    probe.reachable = probe.version !== null || knowsInboxes;
    if (!probe.reachable) {
      // Neither call was answered as a Chatwoot does: the second says more, a proxy may hide the first.
      throw refusal;
    }
    if (probe.version === null) {
      probe.version = await oldestPossible(ask, base);
      probe.atLeast = probe.version !== null;
    }
    address('ok', `Chatwoot answers at ${root}`);
    findings.push(versionFinding(probe.version, probe.atLeast), inboxFinding(probe, refusal, inboxId));
    if (probe.inbox) findings.push(identityFinding(probe.inbox, options.hmacToken !== null));
    return probe;
  } catch (error) {
    return stopped(error);
  }
}

/** For servers that hide their number: what they know to refuse tells how new they are at least. Null: older than 3.7.0. */
async function oldestPossible(
  ask: (method: Ask['method'], path: string, call: string) => Promise<Answer>,
  base: string,
): Promise<string | null> {
  // Without a token: a known call is 401 before anything is looked up, an unknown one 404.
  const reset = await ask('POST', '/api/v1/accounts/0/inboxes/0/reset_secret', 'reset_secret, without a token');
  if (reset.status === 401 && reset.isJson) return '4.13.0';
  const status = await ask('PATCH', '/api/v1/accounts/0/conversations/0/messages/0', 'a message, without a token');
  if (status.status === 401 && status.isJson) return '4.2.0';
  const one = await ask('GET', `${base}/contacts/none/conversations/0`, '/contacts/none/conversations/0');
  return one.status === 404 && one.isJson ? '3.7.0' : null;
}

function inboxFinding(probe: Probe, refusal: ChatwootRefused, inboxId: string): Finding {
  const name = 'inbox';
  if (probe.inbox) return { name, state: 'ok', detail: `found: ${probe.inbox.name ?? 'without a name'}` };
  if (refusal.kind === 'missing_record') {
    const number = /^\d+$/.test(inboxId) ? ': it is a number, as in the page’s address, and not the identifier' : '';
    return { name, state: 'wrong', detail: `CHATWOOT_INBOX_ID is unknown to this Chatwoot${number}`, fix: fixes.inbox };
  }
  if (refusal.kind === 'unknown_call' && probe.version !== null && compareVersions(probe.version, '2.11.0') < 0) {
    const detail = 'cannot be asked for: this release (below 2.11.0) answers 404 for right and wrong identifiers alike';
    return { name, state: 'wrong', detail, fix: 'Upgrade Chatwoot to 3.7.0 or later.' };
  }
  return { name, state: 'wrong', detail: refusal.message, fix: fixFor(refusal) };
}

function identityFinding(inbox: Inbox, hasToken: boolean): Finding {
  const name = 'identity validation';
  if (inbox.identity_validation_enabled && !hasToken) {
    return {
      name,
      state: 'wrong',
      detail: 'enforced by the inbox, and CHATWOOT_HMAC_TOKEN is not set: every contact would be answered 500',
      fix: identityFault(false),
    };
  }
  if (!hasToken) return { name, state: 'ok', detail: 'not enforced' };
  // To try the token would take a contact: a wrong one shows as a problem of the first person, with its fix.
  return { name, state: 'ok', detail: 'CHATWOOT_HMAC_TOKEN is set; whether it is right shows with the first contact' };
}

function fixFor(error: unknown): string {
  if (error instanceof Misconfigured) return 'Correct CHATWOOT_URL.';
  if (error instanceof ChatwootUnreachable) {
    if (error.kind === 'unknown_host') return fixes.unknownHost;
    if (error.kind === 'tls') return fixes.tls;
    return error.kind === 'timeout' ? fixes.timeout : fixes.noConnection;
  }
  if (!(error instanceof ChatwootRefused)) return fixes.ours;
  const { kind, status } = error;
  if (kind === 'redirect') return fixes.redirect;
  if (kind === 'not_chatwoot') return fixes.notChatwoot;
  if (kind === 'unknown_call') return fixes.unknownCall;
  if (status === 401 || status === 403 || status === 407) return fixes.login;
  return status === 429 ? fixes.tooMany : fixes.refused;
}

function versionIn(answer: Answer): string | null {
  const version = record(answer.ok ? answer.json : null)?.version;
  return isVersion(version) ? version.trim() : null;
}

function timeOf(answer: Answer): number | null {
  const at = Date.parse(answer.headers.get('date') ?? '');
  return Number.isNaN(at) ? null : at;
}
