import type { JSX } from 'preact';
import { Bar } from '../shared/Bar.tsx';
import { useAsked } from '../../server/use-asked.ts';
import { Asked } from '../../shell/Asked.tsx';
import { setUpWords } from '../../words/setup.ts';
import { Acts } from './Acts.tsx';
import { Addresses } from './Addresses.tsx';
import { Channels } from './Channels.tsx';
import { Checks } from './Checks.tsx';
import css from './SetUp.module.css';
import { TestMessage } from './TestMessage.tsx';
import type { SetUpShown } from '../../../../src/console/setup/shapes.ts';

/** Is it right? */
export default function Page(): JSX.Element {
  const text = setUpWords.value;
  const asked = useAsked<SetUpShown>('setup');
  return (
    <>
      <Bar lead={text.lead} />
      <Asked of={asked}>
        {({ channels, checks }) => (
          <div class={css.parts}>
            <Checks isHere={checks} />
            <Channels channels={channels} />
            <Addresses />
            <TestMessage
              channels={channels.filter(({ whatsapp }) => whatsapp !== null).map(({ channel }) => channel)}
            />
            <Acts />
          </div>
        )}
      </Asked>
    </>
  );
}
