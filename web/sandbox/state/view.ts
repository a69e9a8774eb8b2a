import { computed, signal } from '@preact/signals';

export type Pane = 'phone' | 'travel' | 'desk' | 'faults';

/** One pane at a time · phone and one other · phone, what is between, desk. */
export type Room = 'narrow' | 'middle' | 'wide';

const middle = matchMedia('(min-width: 760px)');
const wide = matchMedia('(min-width: 1180px)');
const roomNow = (): Room => (wide.matches ? 'wide' : middle.matches ? 'middle' : 'narrow');

export const room = signal<Room>(roomNow());
for (const query of [middle, wide]) query.addEventListener('change', () => (room.value = roomNow()));

const groups: Record<Room, readonly (readonly Pane[])[]> = {
  narrow: [['phone', 'travel', 'desk', 'faults']],
  middle: [['phone'], ['desk', 'travel', 'faults']],
  wide: [['phone'], ['travel', 'faults'], ['desk']],
};

/** The panes that share a place, one of them shown at a time. */
export const places = computed(() => groups[room.value]);

/** What was chosen last, the newest first: of each place the first that stands in it is shown. */
const chosen = signal<readonly Pane[]>(['phone', 'desk', 'travel', 'faults']);

/** Whether the place between phone and desk is open, where it can be folded. */
export const betweenOpen = signal(true);

/** Brings a pane into view. */
export function show(pane: Pane): void {
  chosen.value = [pane, ...chosen.value.filter((one) => one !== pane)];
  if (pane === 'travel' || pane === 'faults') betweenOpen.value = true;
}

export function shownOf(place: readonly Pane[]): Pane {
  return chosen.value.find((pane) => place.includes(pane)) ?? 'phone';
}

/** Whether a pane can be seen now. */
export function isShown(pane: Pane): boolean {
  return places.value.some((place) => shownOf(place) === pane);
}
