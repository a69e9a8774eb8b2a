import type { JSX } from 'preact';
import { filter, route } from '../../shell/route.ts';
import { Choice } from './Choice.tsx';

/** Which channel the page is about; nothing where there is only one. */
export function ChannelChoice(props: { label: string; names: readonly string[]; all?: string }): JSX.Element | null {
  const { label, names, all } = props;
  if (names.length < 2) return null;
  const options = [...(all === undefined ? [] : [{ value: '', label: all }]), ...names];
  const value = route.value.query['channel'] ?? (all === undefined ? (names[0] ?? '') : '');
  return <Choice label={label} value={value} options={options} onValue={(channel) => filter({ channel })} />;
}
