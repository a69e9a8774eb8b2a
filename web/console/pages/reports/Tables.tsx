import type { JSX } from 'preact';
import { Table, type Column } from '../../../parts/show/Table.tsx';
import { reportWords } from '../../words/reports.ts';
import { durationOrNone } from '../../shell/duration.ts';
import { FigureLink } from './FigureLink.tsx';
import css from './Reports.module.css';
import { figureNames, type Figures, type ReportShown } from './types.ts';

/** The columns that every table of figures has. */
function columnsFor<Row extends Figures>(where: (row: Row) => { day?: string; channel?: string }): Column<Row>[] {
  const text = reportWords.value;
  return [
    ...figureNames.map((name): Column<Row> => ({
      name,
      title: text.figures[name],
      number: true,
      cell: (row) => <FigureLink figure={name} count={row[name]} {...where(row)} />,
    })),
    { name: 'p50', title: `${text.first}: ${text.half}`, number: true, cell: ({ first }) => durationOrNone(first.p50) },
    { name: 'p90', title: text.most, number: true, cell: ({ first }) => durationOrNone(first.p90) },
  ];
}

export function ByDay({ days }: { days: ReportShown['days'] }): JSX.Element {
  const text = reportWords.value;
  return (
    <Table
      figures
      caption={text.byDay}
      keyOf={({ day }) => day}
      rows={days.toReversed()}
      columns={[
        { name: 'day', title: text.day, cell: ({ day }) => <span class={css.day}>{day}</span> },
        ...columnsFor<ReportShown['days'][number]>(({ day }) => ({ day })),
      ]}
    />
  );
}

export function ByChannel({ channels }: { channels: ReportShown['channels'] }): JSX.Element {
  const text = reportWords.value;
  return (
    <Table
      figures
      caption={text.byChannel}
      keyOf={({ channel }) => channel}
      rows={channels}
      columns={[
        { name: 'channel', title: text.channel, cell: ({ channel }) => channel },
        ...columnsFor<ReportShown['channels'][number]>(({ channel }) => ({ channel })),
      ]}
    />
  );
}

export function ByCause({ causes }: { causes: ReportShown['causes'] }): JSX.Element {
  const text = reportWords.value;
  return (
    <Table
      figures
      caption={text.byCause}
      keyOf={({ cause }) => cause}
      rows={causes}
      columns={[
        { name: 'cause', title: text.cause, cell: ({ cause }) => text.causes[cause] ?? cause },
        {
          name: 'count',
          title: text.count,
          number: true,
          cell: ({ cause, count }) => <FigureLink figure="handoffs" count={count} cause={cause} />,
        },
        {
          name: 'waiting',
          title: text.figures.waiting,
          number: true,
          cell: ({ cause, waiting }) => <FigureLink figure="waiting" count={waiting} cause={cause} />,
        },
        {
          name: 'unanswered',
          title: text.figures.unanswered,
          number: true,
          cell: ({ cause, unanswered }) => <FigureLink figure="unanswered" count={unanswered} cause={cause} />,
        },
        { name: 'p50', title: text.waited, number: true, cell: ({ waited }) => durationOrNone(waited.p50) },
        { name: 'p90', title: text.waitedMost, number: true, cell: ({ waited }) => durationOrNone(waited.p90) },
      ]}
    />
  );
}
