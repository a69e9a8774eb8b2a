import { runRules } from './automation/rules.ts';
import type { Faults } from '../faults.ts';
import { audienceOf } from './cable/audience.ts';
import type { Cable } from './cable/cable.ts';
import { cablePush, eventAtCable } from './cable/push.ts';
import type { Scatter } from './scatter.ts';
import type { ChatwootState } from './state.ts';
import type { WebhooksOut } from './webhooks/webhooks-out.ts';

/** Sends everything that happens to the cable and to the webhooks' doors, each with its own faults. */
export function tellEverybody(
  state: ChatwootState,
  base: () => string,
  parts: { cable: Cable; cableScatter: Scatter; webhooks: WebhooksOut; faults: Faults },
): void {
  const { cable, cableScatter, webhooks, faults } = parts;
  state.emit = (event) => {
    webhooks.emit(event);
    runRules(state, event);
    // Nobody listens to most of them, and to write one reads the whole conversation.
    const audience = audienceOf(event);
    if (!cable.hears(audience)) return;
    const name = eventAtCable(event.name);
    const data = cablePush(state, event, base());
    cableScatter.send(name, () => {
      if (faults.take(CUT, 'EVENT', name)) cable.cut();
      else cable.push(audience, name, data);
    });
  };
}

const CUT = new Set(['cable_cut'] as const);
