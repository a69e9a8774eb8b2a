import type { Settings } from '../../config.ts';
import { isLoopback } from '../../loopback.ts';
import { aboutProvider } from '../../providers/known.ts';
import { maskNumber } from '../../whatsapp/numbers.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/** How the operator is told of changes; nothing where they are not. Nothing is posted or sent for it. */
export function* notifyLines({ notify, whatsapp }: Settings, { notify: words }: CheckWords): Generator<Line> {
  const name = 'notify';
  if (notify.url !== null) {
    const { host, hostname, protocol } = new URL(notify.url);
    const isOpen = protocol === 'http:' && !isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'));
    if (isOpen) yield { name, state: 'warning', detail: words.plain, fix: words.plainFix };
    else yield { name, state: 'ok', detail: words.url(host, notify.secret !== null) };
  }
  if (notify.phone === null) return;
  const about = aboutProvider(whatsapp.provider);
  if (about.callsTo(whatsapp.values) === null)
    yield { name, state: 'warning', detail: words.noKey, fix: words.noKeyFix(about.words.key) };
  else yield { name, state: 'ok', detail: words.phone(maskNumber(notify.phone), notify.template !== null) };
}
