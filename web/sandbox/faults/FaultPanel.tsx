import type { JSX } from 'preact';
import { Pane } from '../shell/Pane.tsx';
import { clearAll, countOf, switchable, switchFailed, type Server } from '../state/faults.ts';
import { words } from '../words/words.ts';
import { state } from '../state/live.ts';
import { FaultSwitch } from './FaultSwitch.tsx';
import { TallyTable } from './TallyTable.tsx';
import common from '../../parts/look/common.module.css';
import head from '../shell/PaneHead.module.css';
import css from './FaultPanel.module.css';

const servers: readonly Server[] = ['chatwoot', 'whatsapp'];

/** What is made to go wrong, and the count that shows nothing gets lost by it. */
export function FaultPanel(): JSX.Element {
  const text = words.value.faults;
  const faults = state.value?.faults;
  const count = countOf(faults);
  const withSwitch: readonly string[] = switchable;
  const elsewhere = faults
    ? [...faults.whatsapp, ...faults.chatwoot].filter((one) => !withSwitch.includes(one.kind)).length
    : 0;

  return (
    <Pane which="faults" label={text.title}>
      <header class={head.head}>
        <p class={head.who}>
          <strong>{text.title}</strong>
          <small role="status">{count > 0 ? text.on(count) : text.off}</small>
        </p>
        <button type="button" disabled={count === 0} onClick={() => void clearAll()}>
          {text.clear}
        </button>
      </header>
      <div class={css.body}>
        <TallyTable />
        <p class={css.hint}>{text.explain}</p>
        {switchFailed.value && (
          <p class={common.wrong} role="alert">
            {text.failed}
          </p>
        )}
        {elsewhere > 0 && <p class={css.hint}>{text.elsewhere(elsewhere)}</p>}
        {servers.map((server) => (
          <section key={server} aria-label={text.server[server]}>
            <h2>{text.server[server]}</h2>
            <ul>
              {switchable.map((kind) => (
                <FaultSwitch key={kind} server={server} kind={kind} faults={faults} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Pane>
  );
}
