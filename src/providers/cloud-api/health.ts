import { Refused } from '../../errors.ts';
import { list, record, trimmed } from '../../wire/read.ts';

/**
 * Reads `{ health_status: { can_send_message, entities } }`.
 * @throws Refused where it is no JSON object: a page of something in between must not be taken for a provider at work.
 */
export function readHealth(
  { status, value }: { status: number; value: unknown },
  name: string,
): { canSend: string; problems: string[] } {
  if (record(value) === null) throw new Refused(`${name} answered ${status} without its health`, { status });
  const health = record(record(value)?.health_status);
  return {
    canSend: trimmed(health?.can_send_message) ?? 'UNKNOWN',
    problems: list(health?.entities).flatMap(problemsOf),
  };
}

function problemsOf(value: unknown): string[] {
  const entity = record(value);
  if (!entity || entity.can_send_message === 'AVAILABLE') return [];
  const kind = `${trimmed(entity.entity_type) ?? 'entity'} ${trimmed(entity.can_send_message) ?? 'unknown'}`;
  const errors = list(entity.errors).map((item) => {
    const error = record(item);
    return [trimmed(error?.error_description), trimmed(error?.possible_solution)].filter(Boolean).join(' – ');
  });
  const said = [...errors, ...list(entity.additional_info).map((item) => trimmed(item) ?? '')].filter(
    (text) => text !== '',
  );
  return said.length === 0 ? [kind] : said.map((text) => `${kind}: ${text}`);
}
