import type { Faults } from '../faults.ts';
import type { Cable } from './cable.ts';
import { cablePush } from './cable-events.ts';
import type { Scatter } from './scatter.ts';
import type { ChatwootState } from './state.ts';
import type { WebhooksOut } from './webhooks-out.ts';

/** Sends everything that happens to the cable and to the webhooks' doors, each with its own faults. */
export function tellEverybody(
  state: ChatwootState,
  base: () => string,
  parts: { cable: Cable; cableScatter: Scatter; webhooks: WebhooksOut; faults: Faults },
): void {
  const { cable, cableScatter, webhooks, faults } = parts;
  state.emit = (event) => {
    webhooks.emit(event);
    // Nobody listens to most of them, and to write one reads the whole conversation.
    if (!('conversation' in event) || !cable.hears(event.conversation.source)) return;
    const push = cablePush(state, event, base());
    if (!push) return;
    cableScatter.send(push.event, () => {
      if (faults.take(CUT, 'EVENT', push.event)) cable.cut();
      else cable.push(push);
    });
  };
}

const CUT = new Set(['cable_cut'] as const);
