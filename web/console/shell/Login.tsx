import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../parts/control/Button.tsx';
import { Field } from '../../parts/control/Field.tsx';
import { Failed, Loading } from '../../parts/show/States.tsx';
import { logIn, lookWho, session } from '../server/session.ts';
import { words } from '../words/words.ts';
import css from './Login.module.css';

/** What is shown while nobody is logged in: the form, that the console is off, or that the service does not answer. */
export function Login(): JSX.Element {
  const { login } = words.value;
  const { state } = session.value;
  useEffect(() => {
    if (state !== 'lost') return;
    const timer = setInterval(() => void lookWho(), 3_000);
    return () => clearInterval(timer);
  }, [state]);
  if (state === 'asking')
    return (
      <main class={css.place}>
        <Loading />
      </main>
    );
  if (state === 'lost')
    return (
      <main class={css.place}>
        <Failed title={words.value.states.offline} onAgain={() => void lookWho()} />
      </main>
    );
  return <main class={css.place}>{state === 'off' ? <Off /> : <Form title={login.title} />}</main>;
}

function Off(): JSX.Element {
  const { login } = words.value;
  return (
    <section class={css.sheet}>
      <h2>{login.off}</h2>
      <p>{login.offFix}</p>
      <code>optiatiende console-password</code>
      <Button onClick={() => void lookWho()}>{login.look}</Button>
    </section>
  );
}

function Form({ title }: { title: string }): JSX.Element {
  const { login } = words.value;
  const [name, setName] = useState('operator');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const refused = await logIn(name.trim(), password);
    setBusy(false);
    if (!refused) return;
    setPassword('');
    const minutes = Math.max(1, Math.ceil(refused.after / 60));
    setWrong(refused.code === 'slow' ? login.slow(minutes) : refused.code === 'offline' ? login.offline : login.wrong);
  };
  return (
    <form class={css.sheet} onSubmit={(event) => void submit(event)}>
      <h2>{title}</h2>
      <Field label={login.name} value={name} onValue={setName} name="username" autoComplete="username" maxLength={60} />
      <Field
        label={login.password}
        value={password}
        onValue={setPassword}
        type="password"
        name="password"
        autoComplete="current-password"
        maxLength={200}
        wrong={wrong}
      />
      <Button look="strong" type="submit" disabled={busy || password === ''}>
        {login.enter}
      </Button>
    </form>
  );
}
