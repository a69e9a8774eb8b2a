import type { JSX } from 'preact';
import { Tabs } from '../../../parts/control/Tabs.tsx';
import { useAsked } from '../../server/use-asked.ts';
import { Asked } from '../../shell/Asked.tsx';
import { filter, route } from '../../shell/route.ts';
import { botWords } from '../../words/bot.ts';
import { Bar } from '../shared/Bar.tsx';
import { ChannelChoice } from '../shared/ChannelChoice.tsx';
import { Cost } from './Cost.tsx';
import { Exam } from './Exam.tsx';
import { Files } from './Files.tsx';
import { Questions } from './Questions.tsx';
import { TryOut } from './TryOut.tsx';
import type { BotShown } from './types.ts';

const tabs = ['files', 'questions', 'try', 'cost', 'eval'] as const;
type Tab = (typeof tabs)[number];

/** What does the bot say? */
export default function Page(): JSX.Element {
  const text = botWords.value;
  const { channel, tab = '' } = route.value.query as Partial<Record<string, string>>;
  const chosen: Tab = tabs.find((one) => one === tab) ?? 'files';
  const asked = useAsked<BotShown>('bot', { channel }, { live: false });
  return (
    <>
      <Bar lead={text.lead}>
        <ChannelChoice label={text.channel} names={asked.value?.channels ?? []} />
      </Bar>
      <Tabs
        label={text.tabsLabel}
        tabs={tabs.map((name) => ({ name, label: text.tabs[name] }))}
        chosen={chosen}
        onChoose={(name) => filter({ tab: name })}
      />
      <div role="tabpanel" id={`pane-${chosen}`} aria-labelledby={`tab-${chosen}`}>
        <Asked of={asked}>{(bot) => <Part tab={chosen} bot={bot} key={`${bot.channel} ${chosen}`} />}</Asked>
      </div>
    </>
  );
}

function Part({ tab, bot }: { tab: Tab; bot: BotShown }): JSX.Element {
  switch (tab) {
    case 'files':
      return <Files bot={bot} />;
    case 'questions':
      return <Questions bot={bot} />;
    case 'try':
      return <TryOut channel={bot.channel} />;
    case 'cost':
      return <Cost bot={bot} />;
    case 'eval':
      return <Exam channel={bot.channel} />;
  }
}
