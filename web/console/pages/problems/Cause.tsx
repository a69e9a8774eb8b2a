import type { JSX } from 'preact';
import { Empty } from '../../../parts/show/States.tsx';
import { Table } from '../../../parts/show/Table.tsx';
import { Time } from '../../../parts/show/Time.tsx';
import { Bar } from '../shared/Bar.tsx';
import { List } from '../shared/List.tsx';
import { to } from '../../shell/route.ts';
import { problemWords } from '../../words/problems.ts';
import { DropButton, RetryButton } from './Acts.tsx';
import { Told } from '../../../parts/show/Told.tsx';
import css from './Problems.module.css';
import type { ProblemShown } from '../../../../src/console/problems/shapes.ts';

/** The problems of one cause, one by one. */
export function Cause({ id }: { id: string }): JSX.Element {
  const text = problemWords.value;
  return (
    <>
      <Bar lead={text.lead}>
        <a href={to('problems')}>{text.back}</a>
      </Bar>
      <List<ProblemShown> path={`problems/of/${encodeURIComponent(id)}`} query={{}} empty={<Empty title={text.gone} />}>
        {(items, again) => (
          <Table
            caption={text.listOf}
            keyOf={(row) => row.id}
            rows={items}
            columns={[
              { name: 'person', title: text.person, cell: (row) => <PersonLink row={row} /> },
              { name: 'work', title: text.work, cell: workOf },
              { name: 'at', title: text.at, cell: (row) => <Time at={row.at} now={Date.now()} /> },
              { name: 'reason', title: text.reason, cell: reasonOf },
              { name: 'acts', title: text.acts, cell: (row) => <RowActs row={row} onDone={again} /> },
            ]}
          />
        )}
      </List>
    </>
  );
}

function reasonOf({ reason }: ProblemShown): JSX.Element {
  return (
    <span class={css.reason}>
      <Told text={reason} begins />
    </span>
  );
}

function workOf({ what, author }: ProblemShown): string {
  const text = problemWords.value;
  const of = author === null ? '' : ` (${text.authors[author] ?? author})`;
  return `${text.what[what] ?? what}${of}`;
}

function PersonLink({ row }: { row: ProblemShown }): JSX.Element {
  const name = row.name ?? row.number ?? `#${row.id}`;
  return row.contact === 0 ? <>{name}</> : <a href={to('people', row.contact)}>{name}</a>;
}

function RowActs({ row, onDone }: { row: ProblemShown; onDone: () => void }): JSX.Element {
  const text = problemWords.value;
  const which = { ids: [row.id] };
  const isList = row.what === 'message' && /new-conversation|new conversation|conversación nueva/i.test(row.fix);
  return (
    <div class={css.acts}>
      <RetryButton which={which} label={text.retry} onDone={onDone} />
      {isList && <RetryButton which={which} label={text.newConversation} onDone={onDone} newConversation />}
      <DropButton which={which} count={1} label={text.drop} onDone={onDone} />
    </div>
  );
}
