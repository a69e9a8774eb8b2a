import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Field } from '../../../parts/control/Field.tsx';
import { Notice } from '../../../parts/show/Notice.tsx';
import { Choice } from '../shared/Choice.tsx';
import { Act } from '../../shell/Act.tsx';
import { setUpWords } from '../../words/setup.ts';
import { Told } from '../../../parts/show/Told.tsx';
import css from './SetUp.module.css';

type Sent = { sent: true } | { sent: false; reason: string; fix: string | null };

/** Sends a set sentence, to see that sending works. */
export function TestMessage({ channels }: { channels: string[] }): JSX.Element | null {
  const text = setUpWords.value;
  const [channel, setChannel] = useState(channels[0] ?? '');
  const [number, setNumber] = useState('');
  const [sent, setSent] = useState<Sent | null>(null);
  if (channels.length === 0) return null;
  return (
    <section class={css.part}>
      <h3>{text.test}</h3>
      <p>{text.testText}</p>
      <div class={css.form}>
        {channels.length > 1 && <Choice label={text.channel} value={channel} options={channels} onValue={setChannel} />}
        <Field
          label={text.number}
          value={number}
          onValue={setNumber}
          inputMode="tel"
          placeholder="+54 9 11 5555 0123"
        />
        <Act path="setup/test" body={{ channel, number }} onDone={(answer) => setSent(answer as Sent)}>
          {text.send}
        </Act>
      </div>
      {sent !== null && (
        <Notice tone={sent.sent ? 'good' : 'bad'}>
          {sent.sent ? text.sent : <Told text={`${sent.reason}${sent.fix === null ? '' : ` → ${sent.fix}`}`} begins />}
        </Notice>
      )}
    </section>
  );
}
