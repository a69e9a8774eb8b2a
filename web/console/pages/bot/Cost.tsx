import type { JSX } from 'preact';
import { numberOf } from '../../../parts/language/number.ts';
import { Notice } from '../../../parts/show/Notice.tsx';
import { Empty } from '../../../parts/show/States.tsx';
import { Table } from '../../../parts/show/Table.tsx';
import { botWords } from '../../words/bot.ts';
import type { BotShown } from './types.ts';

/** What the language model used of each day, and what that costs. */
export function Cost({ bot: { spent, prices } }: { bot: BotShown }): JSX.Element {
  const text = botWords.value;
  if (spent.length === 0)
    return (
      <Empty title={text.noCost}>
        <p>{text.noCostText}</p>
      </Empty>
    );
  const hasPrice = prices.in > 0 || prices.out > 0;
  const costOf = (day: BotShown['spent'][number]) => (day.in * prices.in + day.out * prices.out) / 1_000_000;
  return (
    <>
      {!hasPrice && <Notice>{text.noPrice}</Notice>}
      <Table
        figures
        caption={text.tabs.cost}
        keyOf={({ day }) => day}
        rows={spent}
        columns={[
          { name: 'day', title: text.day, cell: ({ day }) => day },
          { name: 'in', title: text.tokensIn, number: true, cell: (day) => numberOf(day.in) },
          { name: 'out', title: text.tokensOut, number: true, cell: (day) => numberOf(day.out) },
          ...(hasPrice
            ? [
                {
                  name: 'cost',
                  title: text.cost,
                  number: true,
                  cell: (day: BotShown['spent'][number]) => numberOf(costOf(day), 2),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
