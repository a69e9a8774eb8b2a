import type { Migration } from 'kysely/migration';
import { ledger } from './migrations/001-ledger.ts';
import { people } from './migrations/002-people.ts';
import { places } from './migrations/003-places.ts';
import { effects } from './migrations/004-effects.ts';
import { pieces } from './migrations/005-pieces.ts';
import { waiting } from './migrations/006-waiting.ts';
import { plans } from './migrations/007-plans.ts';
import { marketing } from './migrations/009-marketing.ts';
import { channels } from './migrations/010-channels.ts';
import { duties } from './migrations/011-duties.ts';
import { audit } from './migrations/012-audit.ts';
import { turns } from './migrations/013-turns.ts';
import { several } from './migrations/014-several.ts';
import { commits } from './migrations/017-commits.ts';
import { questions } from './migrations/018-questions.ts';
import { consoleTables } from './migrations/019-console.ts';
import { consoleLists } from './migrations/020-console-lists.ts';
import { reports } from './migrations/021-reports.ts';
import { versions } from './migrations/022-file-versions.ts';
import { forgotten } from './migrations/023-forgotten.ts';
import { active } from './migrations/025-active.ts';
import { consolePeople } from './migrations/026-console-people.ts';
import { notify } from './migrations/027-notify.ts';

/** Applied in order at every start; a step, once released, is never changed, and a new one stands behind them all. The SQL is common to SQLite and PostgreSQL. */
export const migrations: Record<string, Migration> = {
  '001_ledger': { up: ledger },
  '002_people': { up: people },
  '003_places': { up: places },
  '004_effects': { up: effects },
  '005_pieces': { up: pieces },
  '006_waiting': { up: waiting },
  '007_plans': { up: plans },
  '009_marketing': { up: marketing },
  '010_channels': { up: channels },
  '011_duties': { up: duties },
  '012_audit': { up: audit },
  '013_turns': { up: turns },
  '014_several': { up: several },
  '017_commits': { up: commits },
  '018_questions': { up: questions },
  '019_console': { up: consoleTables },
  '020_console_lists': { up: consoleLists },
  '021_reports': { up: reports },
  '022_file_versions': { up: versions },
  '023_forgotten': { up: forgotten },
  '025_active': { up: active },
  '026_console_people': { up: consolePeople },
  '027_notify': { up: notify },
};
