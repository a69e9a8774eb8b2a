import type { JSX } from 'preact';
import { reportWords } from '../../words/reports.ts';
import css from './Reports.module.css';
import type { ReportShown } from './types.ts';

const [WIDTH, HEIGHT] = [600, 120];

/** What came each day, as bars: the table below says the same to whoever cannot see them. */
export function Chart({ days }: { days: ReportShown['days'] }): JSX.Element {
  const most = Math.max(1, ...days.map(({ received }) => received));
  const step = WIDTH / days.length;
  const gap = Math.min(2, step / 4);
  return (
    <figure class={css.chart}>
      <figcaption>{reportWords.value.chart}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map(({ day, received, byBot }, at) => {
          const [all, bot] = [(received / most) * HEIGHT, (byBot / most) * HEIGHT];
          return (
            <g key={day}>
              <title>{`${day}: ${received}`}</title>
              <rect class={css.all} x={at * step} y={HEIGHT - all} width={step - gap} height={all} />
              <rect class={css.ofBot} x={at * step} y={HEIGHT - bot} width={step - gap} height={bot} />
            </g>
          );
        })}
      </svg>
      <p class={css.axis}>
        <span>{days[0]?.day}</span>
        <span class={css.legend}>
          <i class={css.keyAll} /> {reportWords.value.figures.received} <i class={css.keyBot} />{' '}
          {reportWords.value.figures.byBot}
        </span>
        <span>{days.at(-1)?.day}</span>
      </p>
    </figure>
  );
}
