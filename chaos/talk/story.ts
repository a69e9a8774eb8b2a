import { pause } from '../../src/clock.ts';
import { between, chance } from '../chance.ts';
import type { Front } from '../outside/front.ts';
import { REFUSED } from '../outside/weather.ts';
import { Agent, type AgentOptions } from './agent.ts';
import { joins, says, saysByNumber } from './customer.ts';
import { answerTo } from '../verdict/truth.ts';
import { hasAnswer, type Person } from './person.ts';

export interface StoryOptions extends AgentOptions {
  seed: number;
  front: Front;
  /** Between two things that a customer says, on average. Milliseconds. */
  thinkMs: number;
  takeOvers: number;
  heldOf: number;
  twoNamesOf: number;
  marginMs: () => number;
}

/** One text in so many people is never let through to Chatwoot. */
const REFUSED_OF = 15;
/** All that one customer says, with the agents who take them over now and then. Each story is the same for a seed. */
export async function tell(person: Person, options: StoryOptions): Promise<void> {
  person.waitsFor = 'what they say to be taken';
  await talks(person, options);
  if (!options.signal.aborted) person.waitsFor = null;
}

async function talks(person: Person, options: StoryOptions): Promise<void> {
  const { seed, front, thinkMs, takeOvers, heldOf, twoNamesOf, signal } = options;
  const random = chance(seed, person.code);
  const agent = new Agent(person, options);
  const n = Number(person.code);
  await pause(random() * thinkMs, signal);
  if (n % twoNamesOf === 2 % twoNamesOf) {
    await saysByNumber(person, front);
    person.waitsFor = 'a first conversation';
    await agent.met();
    await pause(random() * thinkMs, signal);
    await joins(person, front);
  }
  if (n % heldOf === 1 % heldOf) {
    await says(person, front);
    await agent.met();
    // The bot says nothing new before what it said has left.
    person.waitsFor = 'a first answer';
    await agent.arrived(answerTo(person.said.at(-1)?.text ?? ''));
    await holdsBack(person, agent, options);
  }
  const refusedAt = n % REFUSED_OF === 4 ? Math.ceil(person.left / 2) : 0;
  while (person.left > 0 && !signal.aborted) {
    const drawn = random();
    if (person.left === refusedAt) await says(person, front, 'bot', `, ${REFUSED}`);
    else if (drawn < takeOvers && agent.conversation()) await takesOver(person, agent, options, random() < 0.5);
    else if (drawn < 0.3) for (let burst = 0; burst < 3 && person.left > 0; burst++) await says(person, front);
    else await says(person, front);
    await pause(between(random, 0, 2) * thinkMs, signal);
  }
}

/** An agent writes, maybe while the bot is thinking; the customer goes on; the agent gives the conversation back. */
async function takesOver(
  person: Person,
  agent: Agent,
  { front }: Pick<StoryOptions, 'front'>,
  inTheMiddle: boolean,
): Promise<void> {
  if (inTheMiddle) await says(person, front, 'either');
  const first = await writes(person, agent);
  if (first === null) return;
  if (person.left > 0) await says(person, front, 'either');
  await leads(person, agent, front, first);
}

/** What the bot said waits since WhatsApp takes nothing; an agent writes, and only then WhatsApp takes everything again. */
async function holdsBack(
  person: Person,
  agent: Agent,
  { front, marginMs, signal }: Pick<StoryOptions, 'front' | 'marginMs' | 'signal'>,
): Promise<void> {
  const { faults } = person.number.whatsapp;
  faults.set([{ kind: 'too_many', path: '/messages$', ms: 1_000 }]);
  await says(person, front, 'either');
  person.waitsFor = 'the bot to think of something';
  await agent.known('bot', answerTo(person.said.at(-1)?.text ?? ''));
  const first = await writes(person, agent);
  person.waitsFor = 'the service to have it';
  if (first !== null) await agent.known('agent', first);
  await pause(2 * marginMs(), signal);
  faults.set([]);
  if (first !== null) await leads(person, agent, front, first);
}

/** Gives an agent's first words. */
async function writes(person: Person, agent: Agent): Promise<string | null> {
  // What the bot has not answered by now may be left to the person.
  for (const one of person.said) if (!hasAnswer(person, one.text)) one.wants = 'either';
  person.waitsFor = 'an agent to write';
  const first = await agent.answers();
  if (first !== null) person.takenOver += 1;
  return first;
}

/** An agent has the conversation until they give it back. */
async function leads(person: Person, agent: Agent, front: Front, first: string): Promise<void> {
  person.waitsFor = 'the service to hear an agent';
  await agent.heard();
  person.waitsFor = `"${first}" to be on the phone`;
  await agent.arrived(first);
  if (person.left > 0) await says(person, front, 'either');
  const second = await agent.answers();
  person.waitsFor = `"${second}" to be on the phone`;
  if (second !== null) await agent.arrived(second);
  person.waitsFor = 'the bot to answer again';
  await agent.givesBack();
}
