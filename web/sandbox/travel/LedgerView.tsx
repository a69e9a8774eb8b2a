import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LedgerMessage } from '../../../src/sandbox/travel.ts';
import { state } from '../state/live.ts';
import { askLedger, waiting, type MessageRef } from '../state/travel.ts';
import { words } from '../words/words.ts';
import css from './LedgerView.module.css';

/** What the service's ledger knows of the message a call is about; asked again when anything moves. */
export function LedgerView({ about }: { about: MessageRef }): JSX.Element {
  const [found, setFound] = useState<LedgerMessage | null>(null);
  const key = JSON.stringify(about);
  const moved = waiting.value;
  const shown = state.value;
  useEffect(() => {
    let current = true;
    void askLedger(about).then((message) => current && setFound(message));
    return () => {
      current = false;
    };
  }, [key, moved, shown]);
  const text = words.value.ledger;
  return (
    <section class={css.ledger} aria-label={text.title} data-ledger>
      <h2>{text.title}</h2>
      {found ? (
        <dl>
          <dt>{text.author}</dt>
          <dd>{text.authors[found.author]}</dd>
          <dt>WhatsApp</dt>
          <dd>{found.whatsapp === null ? text.received : (text.states[found.whatsapp] ?? found.whatsapp)}</dd>
          <dt>Chatwoot</dt>
          <dd>
            {text.states[found.chatwoot] ?? found.chatwoot}
            {found.chatwootId !== null && ` (#${found.chatwootId})`}
          </dd>
          <dt>{text.waits}</dt>
          <dd>
            {found.jobs.length === 0
              ? text.nothing
              : found.jobs.map(({ kind, attempts }) => text.job(text.kinds[kind] ?? kind, attempts)).join(', ')}
          </dd>
          {found.jobs.some(({ error }) => error !== null) && (
            <>
              <dt>{text.why}</dt>
              <dd>{found.jobs.find(({ error }) => error !== null)?.error}</dd>
            </>
          )}
        </dl>
      ) : (
        <p>{text.unknown}</p>
      )}
    </section>
  );
}
