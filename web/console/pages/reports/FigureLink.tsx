import type { JSX } from 'preact';
import { numberOf } from '../../../parts/language/number.ts';
import { route, to } from '../../shell/route.ts';
import { reportWords } from '../../words/reports.ts';

/** A figure that opens the list of what it counts; none is only a figure. */
export function FigureLink(props: {
  figure: keyof typeof reportWords.value.figures;
  count: number;
  day?: string;
  channel?: string;
  cause?: string;
}): JSX.Element {
  const { figure, count, day, channel, cause } = props;
  if (count === 0) return <>0</>;
  const query = {
    list: figure,
    ...(day === undefined ? {} : { from: day, to: day }),
    ...(channel === undefined ? {} : { channel }),
    ...(cause === undefined ? {} : { cause }),
  };
  const name = `${reportWords.value.figures[figure]}${day === undefined ? '' : ` ${day}`}: ${count}`;
  return (
    <a href={to('reports', '', { ...route.value.query, ...query })} aria-label={name}>
      {numberOf(count)}
    </a>
  );
}
