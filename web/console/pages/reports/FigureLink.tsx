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
  /** What stands there in place of the count, which it is about. */
  shown?: string;
}): JSX.Element {
  const { figure, count, day, channel, cause, shown } = props;
  if (count === 0) return <>{shown ?? 0}</>;
  const query = {
    list: figure,
    ...(day === undefined ? {} : { from: day, to: day }),
    ...(channel === undefined ? {} : { channel }),
    ...(cause === undefined ? {} : { cause }),
  };
  const about = `${reportWords.value.figures[figure]}${day === undefined ? '' : ` ${day}`}: ${count}`;
  // A name that is read aloud begins with what is seen.
  const name = shown === undefined ? about : `${shown}. ${about}`;
  return (
    <a href={to('reports', '', { ...route.value.query, ...query })} aria-label={name}>
      {shown ?? numberOf(count)}
    </a>
  );
}
