import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../src/clock.ts';
import type { ChaosOptions } from './options.ts';
import { blow, clearUp } from './outside/weather.ts';
import { makeTrouble, type Troubles } from './service/trouble.ts';
import { finish } from './stillness.ts';
import { tell } from './talk/story.ts';
import type { Finding } from './verdict/finding.ts';
import { judgeForSure } from './verdict/judge.ts';
import { openWorld, type World } from './world.ts';

/** How a run goes on. */
export interface Progress {
  seconds: number;
  said: number;
  sent: number;
  /** Work that is not done. */
  open: number;
}

export interface ChaosResult {
  findings: Finding[];
  counts: Troubles & {
    exchanges: number;
    sent: number;
    takeOvers: number;
    restarts: number;
    /** Given up since a text was refused, and done again by an operator once it was not. */
    refused: number;
    /** Given up since two calls had neither an answer nor a status, and done again by an operator. */
    unclearTwice: number;
    /** On a phone twice, as the README says: nobody could know of the first. */
    unknowable: number;
    seconds: number;
  };
}

const LOOK_MS = 500;
const SHOWN = 5;

/** One run: all talk while everything fails, then all is fair and still, and then it is judged what is there. */
export async function runChaos(
  options: ChaosOptions,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<ChaosResult> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  const world = await openWorld(options);
  const { people, outside, ledger, note } = world;
  try {
    const said = () => people.reduce((sum, person) => sum + person.said.length, 0);
    const sent = () => outside.numbers.reduce((sum, { whatsapp }) => sum + whatsapp.sent.length, 0);
    const tellProgress = async () =>
      onProgress({ seconds: seconds(), said: said(), sent: sent(), open: await ledger.open() });
    const troubles = await talk(world, options, { said, sent, tellProgress });
    const soFar = judgeForSure(await world.truth());
    const isOver = options.stopAtFirst && soFar.found.length > 0;
    const end = isOver ? { ...soFar, refused: 0, unclearTwice: 0 } : await finish(world, options, tellProgress);
    const ended = world.ended.map(({ name, code }): Finding => {
      return { kind: 'ended', channel: '', person: '', text: '', why: `${name} ended by itself with ${code}` };
    });
    const findings = [...end.found, ...ended];
    if (findings.length > 0) await keepFindings(findings, world, options.folder);
    return {
      findings,
      counts: {
        ...troubles,
        exchanges: said(),
        sent: sent(),
        takeOvers: people.reduce((sum, { takenOver }) => sum + takenOver, 0),
        restarts: world.database.restarts,
        refused: end.refused,
        unclearTwice: end.unclearTwice,
        unknowable: end.unknowable,
        seconds: seconds(),
      },
    };
  } catch (error) {
    note(`the run broke: ${String(error)}`);
    throw error;
  } finally {
    await world.close();
  }
}

interface Watch {
  said: () => number;
  sent: () => number;
  tellProgress: () => Promise<void>;
}

/** Everybody tells their story while weather and trouble go on; ends early where something is wrong for sure, or nothing moves any more. */
async function talk(world: World, options: ChaosOptions, { said, sent, tellProgress }: Watch): Promise<Troubles> {
  const { outside, front, people, fleet, database, ledger, note } = world;
  const { seed, weathers, weather, trouble, patienceMs } = options;
  const over = new AbortController();
  const calm = new AbortController();
  clearUp(outside, front);
  const thinkMs = options.talkMs / Math.max(1, options.exchanges / options.people);
  const answeredBy = (person: (typeof people)[number]) => ledger.answeredBy(person.number.channel, person.waId);
  const story = {
    ...options,
    front,
    outside,
    thinkMs,
    answeredBy,
    signal: over.signal,
    ledger,
    marginMs: world.marginMs,
  };
  const blowing =
    weather === null ? null : blow(outside, front, { seed, weathers, weather, signal: calm.signal, say: note });
  const troubles =
    trouble === null
      ? Promise.resolve({ kills: 0, sleeps: 0 })
      : makeTrouble(fleet, database, { ...options, trouble, signal: calm.signal, say: note });
  let isTold = false;
  const stories = Promise.all(people.map((person) => tell(person, story))).then(() => (isTold = true));
  let key = '';
  let movedAt = Date.now();
  while (!isTold) {
    await Promise.race([stories, pause(LOOK_MS)]);
    await tellProgress();
    const now = `${said()} ${sent()} ${await ledger.size()}`;
    if (now !== key) [key, movedAt] = [now, Date.now()];
    const isStuck = Date.now() - movedAt > patienceMs;
    const isWrong = options.stopAtFirst && judgeForSure(await world.truth()).found.length > 0;
    if (!isTold && (isStuck || isWrong)) {
      note(isStuck ? 'nothing moves any more' : 'something is wrong for sure');
      for (const { code, waitsFor } of people) if (waitsFor !== null) note(`${code} waits for ${waitsFor}`);
      over.abort();
      break;
    }
  }
  calm.abort();
  await blowing;
  clearUp(outside, front);
  return await troubles;
}

/** What is wrong, with what the ledger has of the first of it: beside the logs. */
async function keepFindings(findings: readonly Finding[], { ledger, truth }: World, folder: string): Promise<void> {
  const { people } = await truth();
  const shown = [];
  for (const finding of findings.slice(0, SHOWN)) {
    const person = people.find(({ person: code }) => code === finding.person);
    shown.push({
      finding,
      outside: person && { ...person, late: [...person.late] },
      ledger: await ledger.about(finding),
    });
  }
  writeFileSync(join(folder, 'findings.json'), JSON.stringify({ findings, shown }, null, 2));
}
