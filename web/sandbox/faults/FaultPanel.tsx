import type { JSX } from 'preact';
import { Pane } from '../shell/Pane.tsx';
import { clearAll, countOf, isOn, switchable, switchFailed, toggle, type Server } from '../state/faults.ts';
import { words } from '../words/words.ts';
import { state } from '../state/live.ts';
import { Gauge } from '../between/Gauge.tsx';
import { FaultSwitch } from './FaultSwitch.tsx';
import { ServiceFaults } from './ServiceFaults.tsx';
import { TallyTable } from './TallyTable.tsx';
import common from '../../parts/look/common.module.css';
import head from '../shell/PaneHead.module.css';
import css from './FaultPanel.module.css';

const servers: readonly Server[] = ['chatwoot', 'whatsapp'];

/** What is made to go wrong, and the count that shows nothing gets lost by it. */
export function FaultPanel(): JSX.Element {
  const text = words.value.faults;
  const faults = state.value?.faults;
  const service = state.value?.service ?? null;
  const count = countOf(faults, service);
  const unknown = (server: Server) => {
    const known: readonly string[] = switchable[server];
    return faults?.[server].filter(({ kind }) => !known.includes(kind)).length ?? 0;
  };
  const elsewhere = unknown('whatsapp') + unknown('chatwoot');

  return (
    <Pane which="faults" label={text.title}>
      <header class={head.head}>
        <p class={head.who}>
          <strong>{text.title}</strong>
          <small role="status">{count > 0 ? text.on(count) : text.off}</small>
        </p>
        <button type="button" disabled={count === 0} onClick={() => void clearAll(service)}>
          {text.clear}
        </button>
      </header>
      <div class={css.body}>
        <Gauge />
        <TallyTable />
        <p class={css.hint}>{text.explain}</p>
        {switchFailed.value && (
          <p class={common.wrong} role="alert">
            {text.failed}
          </p>
        )}
        {elsewhere > 0 && <p class={css.hint}>{text.elsewhere(elsewhere)}</p>}
        {service && <ServiceFaults service={service} />}
        {servers.map((server) => (
          <section key={server} aria-label={text.server[server]}>
            <h2>{text.server[server]}</h2>
            <ul>
              {switchable[server].map((kind) => (
                <FaultSwitch
                  key={kind}
                  id={`expect-${server}-${kind}`}
                  title={text.kinds[kind].title}
                  expect={text.kinds[kind][server]}
                  on={isOn(faults, server, kind)}
                  disabled={!faults}
                  onToggle={() => faults && void toggle(faults, server, kind)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Pane>
  );
}
