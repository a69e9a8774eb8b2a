import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../parts/control/Button.tsx';
import { Field } from '../../../parts/control/Field.tsx';
import { Act } from '../../shell/Act.tsx';
import { setUpWords } from '../../words/setup.ts';
import css from './SetUp.module.css';

interface Shown {
  addresses: { channel: string; whatsapp: string; chatwoot: string | null }[];
}

/** The webhook addresses, for whoever may operate and asks for them. */
export function Addresses(): JSX.Element {
  const text = setUpWords.value;
  const [shown, setShown] = useState<Shown | null>(null);
  const [base, setBase] = useState(location.protocol === 'https:' ? location.origin : 'https://');
  return (
    <section class={css.part}>
      <h3>{text.addresses}</h3>
      <p>{text.addressesText}</p>
      {shown === null ? (
        <Act path="setup/addresses" onDone={(answer) => setShown(answer as Shown)}>
          {text.show}
        </Act>
      ) : (
        <>
          <Field label={text.base} value={base} onValue={setBase} />
          {shown.addresses.map(({ channel, whatsapp, chatwoot }) => (
            <dl key={channel} class={css.addresses}>
              <Address name={`${channel} · ${text.ofWhatsApp}`} address={base.replace(/\/+$/, '') + whatsapp} />
              {chatwoot !== null && (
                <Address name={`${channel} · ${text.ofChatwoot}`} address={base.replace(/\/+$/, '') + chatwoot} />
              )}
            </dl>
          ))}
        </>
      )}
    </section>
  );
}

function Address({ name, address }: { name: string; address: string }): JSX.Element {
  const text = setUpWords.value;
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(address).then(() => setCopied(true));
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{address}</code>
        <Button small aria-label={`${text.copy}: ${name}`} onClick={copy}>
          {isCopied ? text.copied : text.copy}
        </Button>
      </dd>
    </div>
  );
}
