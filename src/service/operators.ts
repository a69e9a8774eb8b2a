import { openConsole, type Console } from '../console/console.ts';
import type { OperatorTools } from '../console/tools.ts';
import type { Store } from '../store/open.ts';
import type { AppOptions } from './http.ts';

export interface OperatorOptions {
  /** Folder of the built pages of the console; absent: they are not here. */
  consoleDist?: string;
  /** What the console shows of what the commands have. */
  tools?: (store: Store) => OperatorTools;
}

type Around = Pick<AppOptions, 'settings' | 'channels' | 'store' | 'clock' | 'log' | 'stopping'>;

/** The operator's console, over the channels as they are. */
export function openOperators({ consoleDist, tools }: OperatorOptions, around: Around): Console {
  const { channels, ...rest } = around;
  return openConsole({
    ...rest,
    webDist: consoleDist ?? null,
    channels: () => channels.all,
    openAnew: (name) => channels.openAnew(name),
    ...(tools ? { tools: tools(around.store) } : {}),
  });
}
