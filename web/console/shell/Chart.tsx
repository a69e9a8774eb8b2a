import type { JSX } from 'preact';
import { Table } from '../../parts/show/Table.tsx';
import { numberOf } from '../../parts/language/number.ts';
import { timeOf } from '../../parts/language/time.ts';
import css from './Chart.module.css';

export interface Series {
  name: string;
  label: string;
  /** In the order of the points; null: nothing is known of it. */
  values: readonly (number | null)[];
}

/** A dash where nothing is known. */
const shownOr = (value: number | null | undefined, show: (value: number) => string): string =>
  value === null || value === undefined ? '–' : show(value);

const WIDTH = 480;
const HEIGHT = 96;
/** Left free on top for the highest figure. */
const TOP = 18;

/**
 * Bars side by side, one group a point of time. The drawing is one picture to screen readers; the same figures stand in a table below,
 * which anybody may open.
 */
export function Chart(props: {
  title: string;
  at: readonly number[];
  series: readonly Series[];
  figures: string;
  timeLabel: string;
  show?: (value: number) => string;
}): JSX.Element {
  const { title, at, series, figures, timeLabel, show = numberOf } = props;
  const highest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const step = WIDTH / Math.max(1, at.length);
  const bar = (step * 0.8) / series.length;
  const rows = at.map((time, index) => ({ time, index }));
  return (
    <figure class={css.chart}>
      <figcaption>
        {title}
        <span class={css.legend}>
          {series.map(({ name, label }, place) => (
            <span key={name} class={css[`key${place}`]}>
              {label}
            </span>
          ))}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 16}`} role="img" aria-label={`${title}. ${show(highest)} max.`}>
        <line class={css.line} x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        <text class={css.mark} x="0" y={TOP - 4}>
          {show(highest)}
        </text>
        {series.map(({ name, label, values }, place) => (
          <g key={name} class={css[`bar${place}`]}>
            {values.map((value, index) => {
              const height = ((HEIGHT - TOP) * (value ?? 0)) / highest;
              if (value === null || value === 0) return null;
              const x = index * step + step * 0.1 + place * bar;
              return (
                <rect
                  key={index}
                  x={x}
                  y={HEIGHT - Math.max(1, height)}
                  width={bar}
                  height={Math.max(1, height)}
                  rx="1"
                >
                  <title>{`${timeOf(at[index] ?? 0)} · ${label}: ${show(value)}`}</title>
                </rect>
              );
            })}
          </g>
        ))}
        {at.map((time, index) =>
          index % 6 === 0 ? (
            <text key={time} class={css.mark} x={index * step} y={HEIGHT + 13}>
              {timeOf(time)}
            </text>
          ) : null,
        )}
      </svg>
      <details>
        <summary>{figures}</summary>
        <Table
          caption={title}
          quiet
          figures
          rows={rows.toReversed()}
          keyOf={({ time }) => time}
          columns={[
            { name: 'time', title: timeLabel, cell: ({ time }) => timeOf(time) },
            ...series.map(({ name, label, values }) => ({
              name,
              title: label,
              number: true,
              cell: ({ index }: { index: number }) => shownOr(values[index], show),
            })),
          ]}
        />
      </details>
    </figure>
  );
}
