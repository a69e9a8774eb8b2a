import { act, Failure } from '../../server/ask.ts';
import { failureWords } from '../../shell/Asked.tsx';
import { words } from '../../words/words.ts';

/** Does something; what went wrong comes back as words, with what the service says of it where that helps. */
export async function attempt<T>(path: string, body: object): Promise<{ answer: T } | { wrong: string; code: string }> {
  try {
    return { answer: await act<T>(path, body) };
  } catch (error) {
    if (!(error instanceof Failure)) return { wrong: words.value.states.broken, code: 'broken' };
    const told = telling.has(error.code) && error.message !== '' ? ` ${error.message}` : '';
    return { wrong: failureWords(error) + told, code: error.code };
  }
}

/** Of these the service says more: which line, which setting. */
const telling = new Set(['faulty', 'cases', 'not_opened', 'bot_failed']);
