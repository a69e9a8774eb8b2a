import type { Settings } from '../../config.ts';
import { aboutProvider } from '../../providers/known.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/**
 * Whether these settings do what the service is for: WhatsApp answered, and both sides in Chatwoot. Everything may be right by itself and
 * still nothing happen, because it is switched off; that is never "well". With Chatwoot alone it registers what other programs hand in,
 * which is a use of its own.
 */
export function jobLine({ chatwoot, whatsapp }: Settings, words: CheckWords): Line {
  const about = aboutProvider(whatsapp.provider);
  const answers = about.callsTo(whatsapp.values) !== null;
  const says = words.job;
  const line = (state: Line['state'], detail: string, fix?: string): Line => ({
    name: 'job',
    state,
    detail,
    ...(fix === undefined ? {} : { fix }),
  });
  if (!chatwoot.enabled && !answers) return line('wrong', says.nothing, says.nothingFix);
  if (!chatwoot.enabled) return line('wrong', says.unregistered, says.nothingFix);
  if (chatwoot.dryRun) return line('warning', says.dryRun, words.dryRunFix);
  if (!answers) return line('off', says.unanswered, says.unansweredFix(about.words.key));
  return line('ok', says.whole);
}
