import type { Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { Provider } from '../../providers/provider.ts';
import { sendVerdict } from '../../whatsapp/failures/failure.ts';
import type { Language } from '../language.ts';

/** What became of a message that only shows that sending works. */
export type TestSent = { sent: true } | { sent: false; reason: string; fix: string | null };

const words = {
  es: 'Mensaje de prueba de OptiAtiende: el envío por WhatsApp funciona. ✅',
  en: 'A test message of OptiAtiende: sending on WhatsApp works. ✅',
};

/** One test message a channel in so many milliseconds: a number that gets many is blocked by its owner, and then by WhatsApp. */
export const TEST_REST_MS = 10_000;

/**
 * Sends a set sentence to a number, past queue and ledger: it says nothing to a customer, and is never tried again. WhatsApp takes it only
 * where the number wrote to this one within 24 hours.
 *
 * @param id by which its statuses come back: no send of ours has it
 */
export async function sendTest(
  provider: Provider,
  { number, language, id }: { number: string; language: Language; id: string },
): Promise<TestSent> {
  const part = { type: 'text' as const, text: { body: words[language], preview_url: false as const } };
  try {
    await provider.send({ to: number }, part, `test-${id}`);
    return { sent: true };
  } catch (error) {
    // As if it were the last try: what is known of it is told at once.
    const verdict = sendVerdict(error, 100, provider.words);
    const told = 'reason' in verdict ? verdict : null;
    return { sent: false, reason: told?.reason ?? reasonOf(error), fix: told?.fix ?? null };
  }
}

/** Says whether a channel may send another one now, and notes it. */
export function testPace(clock: Clock): (channel: string) => boolean {
  const last = new Map<string, number>();
  return (channel) => {
    const now = clock.now();
    const before = last.get(channel);
    if (before !== undefined && now >= before && now - before < TEST_REST_MS) return false;
    last.set(channel, now);
    return true;
  };
}
