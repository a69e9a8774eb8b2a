import { actsDoors } from './acts/doors.ts';
import { botDoors } from './bot/doors.ts';
import type { ConsoleContext } from './context.ts';
import type { Doors } from './doors.ts';
import { messageDoors } from './messages/doors.ts';
import { nowDoors } from './now/doors.ts';
import { dataDoors } from './people/data/doors.ts';
import { peopleDoors } from './people/doors.ts';
import { problemDoors } from './problems/doors.ts';
import { reportDoors } from './reports/doors.ts';
import { setUpDoors } from './setup/doors.ts';

/** Opens the doors of one part of the console. */
type OpenDoors = (doors: Doors, context: ConsoleContext) => void;

/** Every part; a new one is a line here. */
export const allDoors: readonly OpenDoors[] = [
  actsDoors,
  messageDoors,
  nowDoors,
  peopleDoors,
  dataDoors,
  problemDoors,
  setUpDoors,
  reportDoors,
  botDoors,
];
