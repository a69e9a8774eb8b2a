import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Field } from '../../../parts/control/Field.tsx';
import { dateOf } from '../../../parts/language/time.ts';
import { Notice } from '../../../parts/show/Notice.tsx';
import { Empty } from '../../../parts/show/States.tsx';
import { ChannelChoice } from '../shared/ChannelChoice.tsx';
import { Bar } from '../shared/Bar.tsx';
import { useAsked } from '../../server/use-asked.ts';
import { filter, route } from '../../shell/route.ts';
import { Asked } from '../../shell/Asked.tsx';
import { addressOf } from '../../server/ask.ts';
import { reportWords } from '../../words/reports.ts';
import { ByCause, ByChannel, ByDay } from './Tables.tsx';
import { Chart } from './Chart.tsx';
import { Listing } from './Listing.tsx';
import css from './Reports.module.css';
import { Tiles } from './Tiles.tsx';
import type { ReportShown } from './types.ts';

/** How do we do? */
export default function Page(): JSX.Element {
  const text = reportWords.value;
  const { channel, from, to, list } = route.value.query as Partial<Record<string, string>>;
  const query = { channel, from, to };
  // A month and more is put together for it, and nobody reads it second by second.
  const asked = useAsked<ReportShown>('reports', query, { pauseMs: 5_000 });
  const shown = asked.value;
  const isCounting = typeof shown?.countedTo === 'number';
  // Counting moves nothing that the page would hear of.
  useEffect(() => {
    if (!isCounting) return;
    const timer = setTimeout(asked.again, 5_000);
    return () => clearTimeout(timer);
  }, [isCounting, asked.at]);
  if (list !== undefined) return <Listing figure={list} />;
  return (
    <>
      <Bar lead={text.lead}>
        <ChannelChoice label={text.channel} all={text.allChannels} names={shown?.names ?? []} />
        <Field
          label={text.from}
          type="date"
          value={from ?? shown?.from ?? ''}
          onValue={(day) => filter({ from: day })}
        />
        <Field label={text.to} type="date" value={to ?? shown?.to ?? ''} onValue={(day) => filter({ to: day })} />
        {shown?.countedTo === null && (
          <a class={css.save} href={addressOf('reports/days.csv', query)} download>
            {text.csv}
          </a>
        )}
      </Bar>
      <Asked of={asked}>
        {(report) =>
          report.total.received + report.total.saidBot + report.total.saidAgent + report.total.handoffs === 0 ? (
            <Empty title={text.none}>
              <p>{text.noneText}</p>
            </Empty>
          ) : (
            <div class={css.parts}>
              {report.countedTo !== null && <Notice tone="wait">{text.counting(dateOf(report.countedTo))}</Notice>}
              <Tiles total={report.total} causes={report.causes} />
              <Chart days={report.days} />
              <ByDay days={report.days} />
              {report.channels.length > 1 && <ByChannel channels={report.channels} />}
              {report.causes.length > 0 && <ByCause causes={report.causes} />}
            </div>
          )
        }
      </Asked>
    </>
  );
}
