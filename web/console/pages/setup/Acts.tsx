import type { JSX } from 'preact';
import { dateOf } from '../../../parts/language/time.ts';
import { Badge } from '../../../parts/show/Badge.tsx';
import { Empty } from '../../../parts/show/States.tsx';
import { Table } from '../../../parts/show/Table.tsx';
import { to } from '../../shell/route.ts';
import { setUpWords } from '../../words/setup.ts';
import { List } from '../shared/List.tsx';
import css from './SetUp.module.css';
import type { ActShown } from '../../../../src/console/acts/shapes.ts';

/** What was done in the console, by whom: the newest first. */
export function Acts(): JSX.Element {
  const text = setUpWords.value;
  return (
    <section class={css.part}>
      <h3>{text.acts}</h3>
      <List<ActShown> path="acts" query={{}} empty={<Empty title={text.noActs} />}>
        {(items) => (
          <Table
            caption={text.acts}
            quiet
            keyOf={({ id }) => id}
            rows={items}
            columns={[
              { name: 'when', title: text.when, cell: ({ at }) => dateOf(at) },
              { name: 'who', title: text.who, cell: ({ name }) => name },
              { name: 'act', title: text.act, cell: ({ act }) => text.actNames[act] ?? act },
              { name: 'about', title: text.about, cell: aboutOf },
              { name: 'outcome', title: text.outcome, cell: outcomeOf },
            ]}
          />
        )}
      </List>
    </section>
  );
}

function aboutOf({ about, detail }: ActShown): JSX.Element {
  const [kind, id = ''] = (about ?? '').split(':');
  return (
    <>
      {kind === 'contact' ? <a href={to('people', id)}>{`#${id}`}</a> : <code class={css.about}>{about ?? '–'}</code>}
      {detail !== null && ` ${setUpWords.value.details[detail] ?? detail}`}
    </>
  );
}

function outcomeOf({ outcome }: ActShown): JSX.Element {
  const { outcomes } = setUpWords.value;
  if (outcome === null) return <Badge tone="wait">{outcomes.begun}</Badge>;
  if (outcome === 'done') return <Badge tone="good">{outcomes.done}</Badge>;
  return <Badge tone="bad">{outcome === 'failed' ? outcomes.failed : outcomes.refused}</Badge>;
}
