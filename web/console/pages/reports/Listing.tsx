import type { JSX } from 'preact';
import { dateOf } from '../../../parts/language/time.ts';
import { Empty } from '../../../parts/show/States.tsx';
import { Table, type Column } from '../../../parts/show/Table.tsx';
import { Bar } from '../shared/Bar.tsx';
import { List } from '../shared/List.tsx';
import { route, to as addressOf } from '../../shell/route.ts';
import { Person } from '../../shell/Person.tsx';
import { reportWords } from '../../words/reports.ts';
import { durationOrNone } from '../../shell/duration.ts';
import { Told } from '../../../parts/show/Told.tsx';
import css from './Reports.module.css';
import type { Listed } from '../../../../src/console/reports/shapes.ts';

/** What a figure counts, newest first. */
export function Listing({ figure }: { figure: string }): JSX.Element {
  const text = reportWords.value;
  const { channel, from, to, cause } = route.value.query as Partial<Record<string, string>>;
  const name = (text.figures as Record<string, string>)[figure] ?? figure;
  const isHandoffs = ['handoffs', 'waiting', 'unanswered'].includes(figure);
  const days = from === undefined ? '' : from === to || to === undefined ? ` · ${from}` : ` · ${from} – ${to}`;
  return (
    <>
      <Bar lead={`${text.list(name)}${days}${cause === undefined ? '' : ` · ${text.causes[cause] ?? cause}`}`}>
        <a href={addressOf('reports', '', { channel: channel ?? '' })}>{`← ${text.title}`}</a>
      </Bar>
      <List<Listed>
        path="reports/list"
        query={{ figure, channel, from, to, cause }}
        empty={
          <Empty title={text.emptyList}>
            <p>{text.emptyText}</p>
          </Empty>
        }
      >
        {(items) => (
          <Table
            caption={text.list(name)}
            quiet
            keyOf={(row) => row.id}
            rows={items}
            columns={[
              { name: 'when', title: text.when, cell: (row) => dateOf(row.at) },
              { name: 'person', title: text.person, cell: personOf },
              ...(isHandoffs ? ofHandoffs() : ofMessages()),
            ]}
          />
        )}
      </List>
    </>
  );
}

function personOf({ person }: Listed): JSX.Element {
  return <Person person={person} />;
}

function ofMessages(): Column<Listed>[] {
  const text = reportWords.value;
  return [
    {
      name: 'said',
      title: text.said,
      cell: ({ author = '', text: said, error = null }) => (
        <span class={css.said}>
          <strong>{text.authors[author] ?? author}:</strong> {said}
          {error !== null && (
            <span class={css.error}>
              {' '}
              <Told text={error} begins />
            </span>
          )}
        </span>
      ),
    },
    { name: 'open', title: text.more, cell: ({ id }) => <a href={addressOf('messages', id)}>{text.open}</a> },
  ];
}

function ofHandoffs(): Column<Listed>[] {
  const text = reportWords.value;
  return [
    { name: 'cause', title: text.cause, cell: ({ cause = '' }) => text.causes[cause] ?? cause },
    {
      name: 'waited',
      title: text.waited,
      cell: ({ at, answeredAt = null, endedAt = null }) =>
        answeredAt !== null
          ? text.answeredAfter(durationOrNone(answeredAt - at))
          : endedAt === null
            ? text.waits
            : text.ended,
    },
  ];
}
