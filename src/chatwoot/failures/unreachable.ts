import { Unreachable } from '../../errors.ts';
import { mayHaveLeft, whyNoAnswer, type NoAnswer } from '../../wire/no-answer.ts';

/** No answer from Chatwoot, with what was asked. */
export class ChatwootUnreachable extends Unreachable {
  readonly kind: NoAnswer;
  /** The call by its shape, without ids: `GET /contacts/:contact/conversations`. */
  readonly call: string;

  constructor(call: string, kind: NoAnswer, facts: { unclear: boolean; detail?: string }) {
    super(`Chatwoot, ${call}: ${sentences[kind]}${facts.detail ? ` (${facts.detail})` : ''}`, facts);
    this.kind = kind;
    this.call = call;
  }
}

const sentences: Record<NoAnswer, string> = {
  unknown_host: 'the host name of CHATWOOT_URL is not known (DNS)',
  refused: 'nothing listens at the address of CHATWOOT_URL',
  no_route: 'no way to the address of CHATWOOT_URL',
  tls: 'the secure connection could not be made',
  timeout: 'no answer in time',
  too_large: 'the answer was larger than any answer there should be',
  cut: 'the connection was cut before the answer was complete',
};

/**
 * Tells from what was thrown why there was no answer; that itself is not kept, as it may quote a header. Only a call that may have
 * left us is unclear, and only one that changes something.
 */
export function noAnswer(error: unknown, call: string, changes: boolean): ChatwootUnreachable {
  const { kind, code } = whyNoAnswer(error);
  const detail = kind === 'tls' || kind === 'no_route' ? { detail: code } : {};
  return new ChatwootUnreachable(call, kind, { unclear: changes && mayHaveLeft(kind), ...detail });
}
