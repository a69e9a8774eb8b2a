import { pause } from '../../src/clock.ts';
import { between, chance } from '../chance.ts';
import type { Front } from '../outside/front.ts';
import { REFUSED } from '../outside/weather.ts';
import { Agent, type AgentOptions } from './agent.ts';
import { joins, says, saysByNumber } from './customer.ts';
import { hasAnswer, type Person } from './person.ts';

export interface StoryOptions extends AgentOptions {
  seed: number;
  front: Front;
  /** Between two things that a customer says, on average. Milliseconds. */
  thinkMs: number;
}

/** How often a customer is taken over by an agent instead of only writing. */
const TAKE_OVERS = 0.08;
/** One text in so many people is never let through to Chatwoot. */
const REFUSED_OF = 15;
/** One person in so many is known by two names. */
const TWO_NAMES_OF = 6;

/** All that one customer says, with the agents who take them over now and then. Each story is the same for a seed. */
export async function tell(person: Person, options: StoryOptions): Promise<void> {
  person.waitsFor = 'what they say to be taken';
  await talks(person, options);
  if (!options.signal.aborted) person.waitsFor = null;
}

async function talks(person: Person, options: StoryOptions): Promise<void> {
  const { seed, front, thinkMs, signal } = options;
  const random = chance(seed, person.code);
  const agent = new Agent(person, options);
  const n = Number(person.code);
  await pause(random() * thinkMs, signal);
  if (n % TWO_NAMES_OF === 2) {
    await saysByNumber(person, front);
    await pause(random() * thinkMs, signal);
    await joins(person, front);
  }
  const refusedAt = n % REFUSED_OF === 4 ? Math.ceil(person.left / 2) : 0;
  while (person.left > 0 && !signal.aborted) {
    const drawn = random();
    if (person.left === refusedAt) await says(person, front, 'bot', `, ${REFUSED}`);
    else if (drawn < TAKE_OVERS && agent.conversation()) await takesOver(person, agent, options, random() < 0.5);
    else if (drawn < 0.3) for (let burst = 0; burst < 3 && person.left > 0; burst++) await says(person, front);
    else await says(person, front);
    await pause(between(random, 0, 2) * thinkMs, signal);
  }
}

/** An agent writes, maybe while the bot is thinking; the customer goes on; the agent gives the conversation back. */
export async function takesOver(
  person: Person,
  agent: Agent,
  { front }: Pick<StoryOptions, 'front'>,
  inTheMiddle: boolean,
): Promise<void> {
  if (inTheMiddle) await says(person, front, 'either');
  // What the bot has not answered by now may be left to the person.
  for (const one of person.said) if (!hasAnswer(person, one.text)) one.wants = 'either';
  const waits = (what: string) => void (person.waitsFor = what);
  waits('an agent to write');
  const first = await agent.answers();
  if (first === null) return;
  person.takenOver += 1;
  if (person.left > 0) await says(person, front, 'either');
  waits('the service to hear an agent');
  await agent.heard();
  waits(`"${first}" to be on the phone`);
  await agent.arrived(first);
  if (person.left > 0) await says(person, front, 'either');
  const second = await agent.answers();
  if (second !== null) {
    waits(`"${second}" to be on the phone`);
    await agent.arrived(second);
  }
  waits('the bot to answer again');
  await agent.givesBack();
}
