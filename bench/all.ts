import { channels } from './measure/channels.ts';
import { consoleDoors } from './measure/console-doors.ts';
import { consolePages } from './measure/console.ts';
import { drain } from './measure/drain.ts';
import { files } from './measure/files.ts';
import { firstMinute } from './measure/first-minute.ts';
import { growth } from './measure/growth.ts';
import { requests } from './measure/requests.ts';
import { intake } from './measure/intake.ts';
import { largeBody } from './measure/large-body.ts';
import { knowledge } from './measure/knowledge.ts';
import { ledger } from './measure/ledger.ts';
import { memory } from './measure/memory.ts';
import { metrics } from './measure/metrics.ts';
import { people } from './measure/people.ts';
import { processes } from './measure/processes.ts';
import { way } from './measure/way.ts';
import type { Measurement } from './measurement.ts';

/** Everything that `npm run bench` measures, in this order. */
export const all: readonly Measurement[] = [
  intake,
  metrics,
  processes,
  way,
  requests,
  people,
  drain,
  memory,
  channels,
  files,
  knowledge,
  largeBody,
  ledger,
  growth,
  consolePages,
  consoleDoors,
  firstMinute,
];
