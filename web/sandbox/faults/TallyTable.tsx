import type { JSX } from 'preact';
import { words } from '../words/words.ts';
import { state } from '../state/live.ts';
import { tallyOf, type Tally } from '../state/tally.ts';
import css from './TallyTable.module.css';

function verdicts({ whole, said, answered }: Tally): { text: string; tone: 'calm' | 'good' | 'wait' | 'bad' }[] {
  const text = words.value.tally;
  if (!whole) return [{ text: text.long, tone: 'calm' }];
  const toDesk = Math.max(0, said.phone - said.desk) + answered.toDesk;
  const { failed, toPhone } = answered;
  const doubled = Math.max(0, said.desk - said.phone);
  if (said.phone + said.desk + answered.phone + answered.desk === 0) return [{ text: text.none, tone: 'calm' }];
  const found = [
    doubled > 0 && ({ text: text.doubled(doubled), tone: 'bad' } as const),
    toDesk > 0 && ({ text: text.toDesk(toDesk), tone: 'wait' } as const),
    toPhone > 0 && ({ text: text.toPhone(toPhone), tone: 'wait' } as const),
    failed > 0 && ({ text: text.failed(failed), tone: 'wait' } as const),
  ].filter((one) => one !== false);
  return found.length > 0 ? found : [{ text: text.all, tone: 'good' }];
}

/** How many messages each side has, and what that means. */
export function TallyTable(): JSX.Element {
  const text = words.value.tally;
  const tally = tallyOf(state.value ?? { phone: [], conversations: [] });
  return (
    <section class={css.tally} aria-label={text.title}>
      <table>
        <caption>{text.title}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{text.phone}</th>
            <th scope="col">{text.desk}</th>
          </tr>
        </thead>
        <tbody>
          {(['said', 'answered'] as const).map((row) => (
            <tr key={row}>
              <th scope="row">{text[row]}</th>
              <td>{tally[row].phone}</td>
              <td>{tally[row].desk}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div role="status">
        {verdicts(tally).map(({ text: line, tone }) => (
          <p key={line} class={css[tone]}>
            {line}
          </p>
        ))}
      </div>
    </section>
  );
}
